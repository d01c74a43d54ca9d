package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LandedSnapshotsTest {
    private static final int RECORDS = 3;

    private final StreamPositions positions = new StreamPositions(null, null);
    private final LandedSnapshots snapshots = new LandedSnapshots(null, null, positions, 1, RECORDS);

    private static PolledRecords polled(int records) {
        var polled = new PolledRecords(Instant.EPOCH);
        IntStream.range(0, records).forEach(offset -> polled.add(new TopicPlace(0, offset), new byte[1]));
        return polled;
    }

    @Test
    void whileMoreWaitsTenLandingsShareAMerge() {
        assertThat(IntStream.range(0, 20)
                        .peek(landing -> snapshots.come())
                        .filter(landing -> snapshots.areDueBehind(polled(RECORDS)))
                        .boxed())
                .containsExactly(9, 19);
    }

    @Test
    void behindTheLastRecordsThereIsAMergeAtOnce() {
        snapshots.come();

        assertThat(snapshots.areDueBehind(polled(RECORDS))).isFalse();
        assertThat(snapshots.areDueBehind(polled(RECORDS - 1))).isTrue();
        assertThat(snapshots.areDueBehind(polled(RECORDS - 1)))
                .as("once an end")
                .isFalse();
    }

    @Test
    void thereIsNoneWhereNothingEnded() {
        assertThat(snapshots.areDueBehind(polled(1))).isFalse();
    }

    @Test
    void oneThatWaitedBehindAFullLandingIsDueForWhoLooksAfterTheConsumer() {
        snapshots.done(snapshots.landings());
        snapshots.come();

        assertThat(snapshots.areDueBehind(polled(RECORDS))).isFalse();
        assertThat(snapshots.areDue()).isTrue();
    }
}
