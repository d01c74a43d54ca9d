package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.warehouse.PlaylistContent.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaylistContentTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final PlaylistContent content = new PlaylistContent(Duration.ofHours(1));

    private static LoadedRead whole(String snapshot, int minute, long entries) {
        return new LoadedRead(snapshot, at(minute), true, entries == 0 ? null : 0L, null, entries, entries);
    }

    private static LoadedRead part(String snapshot, int minute, long first, long last, long total) {
        return new LoadedRead(snapshot, at(minute), false, first, last, last - first + 1, total);
    }

    private static Piece piece(String snapshot, int minute, long first, Long last) {
        return new Piece(snapshot, at(minute), first, last);
    }

    private static Instant at(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    @Test
    void theNewestWholeReadIsTheContentAlsoWhenItIsEmpty() {
        assertThat(content.of(List.of(whole("a", 1, 5), whole("c", 2, 0), whole("b", 2, 7))))
                .containsExactly(piece("c", 2, 0, null));
    }

    @Test
    void aPlaylistWithoutAReadHasNoContent() {
        assertThat(content.of(List.of())).isEmpty();
    }

    @Test
    void partsThatCoverAllPositionsAreContentTogether() {
        assertThat(content.of(List.of(part("a", 0, 0, 1, 6), part("b", 0, 4, 5, 6), part("c", 0, 2, 3, 6))))
                .containsExactly(piece("a", 0, 0, 1L), piece("c", 0, 2, 3L), piece("b", 0, 4, 5L));
    }

    @Test
    void untilAllPositionsAreCoveredTheContentBeforeStays() {
        var before = whole("w", 0, 6);
        assertThat(content.of(List.of(before, part("a", 1, 0, 1, 6), part("b", 1, 4, 5, 6))))
                .containsExactly(piece("w", 0, 0, null));
        assertThat(content.of(List.of(part("a", 1, 0, 1, 6), part("b", 1, 4, 5, 6))))
                .isEmpty();
    }

    @Test
    void ofTwoPartsAtOnePositionTheNewerCounts() {
        assertThat(content.of(List.of(part("old", 0, 0, 9, 10), part("new", 1, 3, 5, 10))))
                .containsExactly(piece("old", 0, 0, 2L), piece("new", 1, 3, 5L), piece("old", 0, 6, 9L));
        assertThat(content.of(List.of(part("b", 0, 0, 5, 6), part("a", 0, 0, 5, 6))))
                .as("of one time the one whose name is greater")
                .containsExactly(piece("b", 0, 0, 5L));
    }

    @Test
    void partsOfAnotherTotalOrOfAnHourBeforeAreNotTogether() {
        assertThat(content.of(List.of(part("a", 0, 0, 2, 6), part("b", 1, 3, 5, 7))))
                .isEmpty();
        assertThat(content.of(List.of(part("a", 0, 0, 2, 6), part("b", 60, 3, 5, 6))))
                .isEmpty();
        assertThat(content.of(List.of(part("a", 0, 0, 2, 6), part("b", 59, 3, 5, 6))))
                .hasSize(2);
    }

    @Test
    void whatIsNewerWinsWholeOrInParts() {
        var parts = List.of(part("a", 10, 0, 2, 6), part("b", 11, 3, 5, 6));
        assertThat(content.of(List.of(parts.get(0), parts.get(1), whole("w", 12, 4))))
                .containsExactly(piece("w", 12, 0, null));
        assertThat(content.of(List.of(whole("w", 10, 4), parts.get(1), parts.get(0))))
                .containsExactly(piece("a", 10, 0, 2L), piece("b", 11, 3, 5L));
    }

    @Test
    void aPartWithGapsOrWithoutATotalBelongsToNoContent() {
        assertThat(content.of(List.of(new LoadedRead("a", NOON, false, 0L, 5L, 4L, 6L))))
                .isEmpty();
        assertThat(content.of(List.of(new LoadedRead("a", NOON, false, 1L, 5L, 5L, null))))
                .isEmpty();
        assertThat(content.of(List.of(new LoadedRead("a", NOON, false, null, null, 0L, 6L))))
                .isEmpty();
    }
}
