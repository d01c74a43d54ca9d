package io.caravan.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.failure.Outcome;
import io.caravan.run.CurrentRun;
import io.caravan.run.Failure;
import io.caravan.run.RunSummary;
import java.io.PrintWriter;

/** A run that somebody waits for: its progress on stderr, then what it did on stdout, the last line of it as JSON. */
final class AttendedRun {
    private static final String INTERRUPTED = "The run was stopped halfway; the next one takes up what is left";

    private AttendedRun() {}

    /**
     * Sends a message to the routes, waits for the end of the run that it starts, and tells of it.
     *
     * @param body the message; null for an empty one
     * @return the run's exit code
     */
    static int request(Application application, String endpoint, Object body, PrintWriter out)
            throws JsonProcessingException {
        return tell(summary(application, endpoint, body, out), out);
    }

    /**
     * Sends a message to the routes, and returns the summary of the run that it starts when that has ended. A run that is told to end
     * before is told of on {@code out}, as far as it came.
     */
    static RunSummary summary(Application application, String endpoint, Object body, PrintWriter out) {
        CurrentRun runs = application.bean("currentRun", CurrentRun.class);
        try (var progress = ConsoleProgress.onStderr()) {
            runs.report(progress);
            application.request(endpoint, body, () -> tellInterrupted(runs, out));
        }
        return runs.summary();
    }

    private static void tellInterrupted(CurrentRun runs, PrintWriter out) {
        runs.carried();
        runs.failed(new Failure("run-cycle", "", INTERRUPTED, Outcome.PARTLY), false);
        try {
            tell(runs.summary(), out);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A summary that is no JSON", e);
        }
    }

    /** Tells of a run and returns its exit code. */
    static int tell(RunSummary summary, PrintWriter out) throws JsonProcessingException {
        SummaryText.print(summary, out);
        out.println(new ObjectMapper().writeValueAsString(summary));
        out.flush();
        return summary.exitCode();
    }
}
