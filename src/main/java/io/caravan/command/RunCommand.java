package io.caravan.command;

import io.caravan.failure.Outcome;
import io.caravan.run.CurrentRun;
import io.caravan.run.Progress;
import io.caravan.run.RunSummary;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Runs the schedule until the process is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Extracts on the schedule, transforms and loads as work arrives, until stopped (the default).")
class RunCommand implements Callable<Integer> {
    /** Well below the 30 seconds that Kubernetes grants; what is cut off then is done again by the next start. */
    static final int SHUTDOWN_SECONDS = 20;

    /** A line a step, under its name, and one for what the run has done so far. */
    private static final class LoggedProgress implements Progress {
        @Override
        public void step(String stage, String object, String detail) {
            LoggerFactory.getLogger(stage).info(TextTable.plain(object + ": " + detail));
        }

        /** What is read is told when all of it is there. */
        @Override
        public void page(String playlistId, int entries) {}

        @Override
        public void summary(RunSummary summary) {
            LoggerFactory.getLogger("run").info(SummaryText.line(summary));
        }
    }

    @Override
    public Integer call() throws Exception {
        try (var application = Application.serve(SHUTDOWN_SECONDS)) {
            application.bean("currentRun", CurrentRun.class).report(new LoggedProgress());
            application.awaitStop();
        }
        return Outcome.OK.exitCode();
    }
}
