package io.caravan.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.TestClock;
import io.caravan.failure.Outcome;
import io.caravan.run.CurrentRun;
import io.caravan.run.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunRecordTest {
    private final CurrentRun runs = new CurrentRun(new TestClock(TestApplication.START));

    private String message() {
        return (String) new RunRecord()
                .rows(List.of(runs.summary()))
                .get(0)
                .rows()
                .get(0)
                .get("message");
    }

    @Test
    void eachFailureIsALine() {
        runs.failed(new Failure("extract-playlists", "p", "gone", Outcome.PARTLY), false);
        runs.failed(new Failure("load-warehouse", "", "away", Outcome.PARTLY), false);
        assertThat(message()).isEqualTo("extract-playlists p: gone\nload-warehouse : away");
    }

    @Test
    void aDayOnWhichEverythingFailedIsToldByItsFirstFailures() {
        for (int i = 0; i < 500; i++) {
            runs.failed(new Failure("transform-snapshots", "k" + i, "x".repeat(100_000), Outcome.PARTLY), false);
        }
        assertThat(message()).hasSizeLessThan(50_000).endsWith("\n… and 480 more");
        assertThat(message().lines()).hasSize(21);
    }
}
