package io.caravan.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Runs that ended before their rows in {@code etl_run} told all of them, kept until these do. One thread at a time may use it. */
final class UnrecordedRuns {
    /** A quarter of days on which the warehouse takes nothing; what is older is told by the log alone. */
    private static final int MOST = 100;
    /** So that a statement that writes them stays small; the others come with the next. */
    private static final int MOST_AT_ONCE = 10;

    private final Deque<RunSummary> ended = new ArrayDeque<>();
    /** The run whose news was taken and whose row is not known to be there. */
    private String taken;

    /** Keeps a run that has ended. */
    void add(RunSummary summary) {
        ended.add(summary);
        if (ended.size() > MOST) {
            ended.remove();
        }
    }

    /** Notes that the news of a run was taken to be recorded. */
    void taken(String runId) {
        taken = runId;
    }

    /** Returns whether the news of a run was taken, and is not known to be recorded. */
    boolean isTaken(String runId) {
        return runId.equals(taken);
    }

    /** Returns those to be recorded next, the oldest first. */
    List<RunSummary> next() {
        return new ArrayList<>(ended.stream().limit(MOST_AT_ONCE).toList());
    }

    /** Forgets runs whose rows are there. */
    void recorded(List<RunSummary> runs) {
        ended.removeAll(runs);
        if (runs.stream().anyMatch(run -> isTaken(run.runId()))) {
            taken = null;
        }
    }
}
