package io.caravan.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaylistReadTest {
    private static PlaylistRead read(Long first, Long last, long entries, Integer total) {
        return new PlaylistRead("p", null, first, last, entries, false, total);
    }

    @Test
    void aReadIsWholeWhereItHasAllThatIsToldFromTheFirstPositionOn() {
        assertThat(read(0L, 5L, 6, 6).isWhole(false)).isTrue();
        assertThat(read(0L, 5L, 6, null).isWhole(false)).isTrue();
        assertThat(read(0L, 5L, 6, 4).isWhole(false)).isTrue();
        assertThat(read(null, null, 0, 0).isWhole(false)).isTrue();
        assertThat(read(null, null, 0, null).isWhole(false)).isTrue();
    }

    @Test
    void elseItIsAPart() {
        assertThat(read(0L, 1L, 2, 6).isWhole(false)).isFalse();
        assertThat(read(2L, 5L, 4, 6).isWhole(false)).isFalse();
        assertThat(read(2L, 5L, 4, null).isWhole(false)).isFalse();
        assertThat(read(0L, 5L, 4, 4).isWhole(false)).as("with gaps").isFalse();
        assertThat(read(null, null, 0, 6).isWhole(false)).isFalse();
    }

    @Test
    void whatAReadLacksDuringWhichThePlaylistStoodStillIsMissing() {
        assertThat(read(0L, 1L, 2, 6).isWhole(true)).isTrue();
        assertThat(read(0L, 1L, 2, 6).missing(true)).isEqualTo(4);
        assertThat(read(null, null, 0, 6).missing(true)).isEqualTo(6);
        assertThat(read(0L, 6L, 7, 6).missing(true)).isZero();
        assertThat(read(0L, 6L, 7, null).missing(true)).isZero();
        assertThat(read(0L, 1L, 2, 6).missing(false)).as("of a part").isZero();
    }
}
