package io.caravan.observe;

import io.caravan.failure.Outcome;
import io.caravan.run.CurrentRun;
import io.caravan.run.RunSummary;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** What the current run is worth so far; down where a person has to do something about it. No part of readiness. */
public final class RunHealth extends AbstractHealthCheck {
    private static final Set<Outcome> NEEDS_A_PERSON =
            EnumSet.of(Outcome.FAILED, Outcome.SIGN_IN, Outcome.CONFIGURATION);

    private final CurrentRun runs;

    /** Creates the check. */
    public RunHealth(CurrentRun runs) {
        super("caravan", "run");
        this.runs = runs;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (!runs.isBegun()) {
            result.up().message("No run yet");
            return;
        }
        RunSummary run = runs.summary();
        String first = run.failures().isEmpty()
                ? ""
                : "; " + run.failures().size() + " failures, the first: "
                        + run.failures().get(0).message();
        result.state(NEEDS_A_PERSON.contains(run.outcome()) ? State.DOWN : State.UP)
                .message("Run " + run.runId() + ": " + run.state() + first);
    }
}
