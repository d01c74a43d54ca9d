package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.stream.TopicState.Partition;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicStateTest {
    private static final Instant ONE = Instant.parse("2026-11-21T01:00:00Z");
    private static final Instant TWO = Instant.parse("2026-11-21T02:00:00Z");
    private static final Instant THREE = Instant.parse("2026-11-21T03:00:00Z");

    private static TopicState seen(TopicState before, Instant now, long lag, long next) {
        return before.seen(now, Map.of(0, lag), Map.of(0, next));
    }

    @Test
    void aPartitionStandsStillFromWhenItWasFirstSeenBehindWithNoMoreLanded() {
        TopicState first = seen(TopicState.UNSEEN, ONE, 5, 10);
        TopicState more = seen(first, TWO, 8, 10);

        assertThat(more.partitions()).containsOnly(Map.entry(0, new Partition(8, 10, ONE)));
        assertThat(more.lag()).isEqualTo(8);
        assertThat(more.seenAt()).isEqualTo(TWO);
    }

    @Test
    void whatWasLandedMeanwhileBeginsAnew() {
        TopicState first = seen(TopicState.UNSEEN, ONE, 5, 10);

        assertThat(seen(first, TWO, 5, 12).partitions()).containsOnly(Map.entry(0, new Partition(5, 12, TWO)));
    }

    @Test
    void whoWasNotBehindIsBehindOnlySinceNowHoweverLongAgoTheLastLandingIs() {
        TopicState idle = seen(seen(TopicState.UNSEEN, ONE, 0, 10), TWO, 0, 10);

        assertThat(idle.partitions()).containsOnly(Map.entry(0, new Partition(0, 10, null)));
        assertThat(seen(idle, THREE, 1, 10).partitions()).containsOnly(Map.entry(0, new Partition(1, 10, THREE)));
    }

    @Test
    void oneThatStandsStillIsNotHiddenByAnotherThatDoesNot() {
        TopicState first = TopicState.UNSEEN.seen(ONE, Map.of(0, 5L, 1, 5L), Map.of(1, 10L));
        TopicState second = first.seen(TWO, Map.of(0, 5L, 1, 5L), Map.of(1, 20L));

        assertThat(second.partitions())
                .containsOnly(Map.entry(0, new Partition(5, 0, ONE)), Map.entry(1, new Partition(5, 20, TWO)));
    }

    @Test
    void aLookThatFailsKeepsWhatWasSeenAndTheNextForgetsTheProblem() {
        TopicState away = seen(TopicState.UNSEEN, ONE, 5, 10).unseenSince("away", false);

        assertThat(away.seenAt()).isEqualTo(ONE);
        assertThat(away.lag()).isEqualTo(5);
        assertThat(seen(away, TWO, 5, 10).problem()).isNull();
        assertThat(seen(away, TWO, 5, 10).partitions().get(0).since()).isEqualTo(ONE);
    }
}
