package io.caravan.observe;

import io.caravan.lake.Prefixes;
import io.caravan.sink.Sink;
import io.caravan.text.Counted;
import io.caravan.text.Timestamps;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether the lake can be reached; tells what waits in it and what was set aside. Part of readiness. */
public final class LakeHealth extends AbstractHealthCheck {
    private final Observations observations;
    private final Clock clock;

    /** Creates the check. */
    public LakeHealth(Observations observations, Clock clock) {
        super("caravan", "lake");
        this.observations = observations;
        this.clock = clock;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        LakeState lake = observations.lake();
        boolean up = lake.seenAt() != null && lake.problem() == null && !observations.isOverdue();
        result.state(up ? State.UP : State.DOWN).message(message(lake));
    }

    private String message(LakeState lake) {
        if (lake.seenAt() == null) {
            return "The lake was not reached yet" + (lake.problem() == null ? "" : ": " + lake.problem());
        }
        String seen = "Seen at " + Timestamps.iso(lake.seenAt());
        String problem = lake.problem() != null
                ? ", and not since: " + lake.problem()
                : observations.isOverdue() ? ", and S3 has not answered since" : "";
        Inbox stream = lake.inboxes().get(Sink.STREAM.inbox());
        Inbox tables = lake.inboxes().get(Sink.TABLES.inbox());
        return seen + problem + "; waiting: "
                + words("raw object", "raw objects", lake.inboxes().get(Prefixes.RAW_INBOX)) + ", "
                + words("manifest", "manifests", lake.inboxes().get(Sink.WAREHOUSE.inbox()))
                + (tables == null
                        ? ""
                        : ", " + words("manifest of the lake's tables", "manifests of the lake's tables", tables))
                + (stream == null ? "" : ", " + words("manifest to publish", "manifests to publish", stream))
                + "; dead letters: "
                + (lake.deadLetters().isEmpty() ? "none" : lake.deadLetters());
    }

    private String words(String one, String several, Inbox inbox) {
        return Counted.of(inbox.objects(), one, several)
                + (inbox.objects() == 0
                        ? ""
                        : " (the oldest for " + inbox.age(clock).toMinutes() + " min)");
    }
}
