package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar under kill -9; {@link KillLoop} by itself does more of them. */
@Tag("long")
class KillLoopIT {
    @TempDir
    Path folder;

    @Test
    void sys2TwentyKillsAtRandomMomentsLoseNothingAndDoubleNothing() throws Exception {
        KillLoop.Report report = KillLoop.run(20, 1, Path.of(System.getProperty("caravan.jar")), folder);

        assertThat(report.difference()).isEqualTo(Difference.NONE);
        FaultFigures.add("SYS-2", Duration.ofMillis(Math.round(1000 * report.percentile(95))), -1, false);
        assertThat(report.kills()).isEqualTo(20);
        assertThat(report.halfway()).as("some hit the job at work").isPositive();
    }
}
