package io.caravan.doctor;

import io.caravan.lake.Lake;
import io.caravan.lake.Prefixes;
import io.caravan.lake.RawInbox;
import io.caravan.run.CurrentRun;
import io.caravan.sink.ManifestInbox;
import io.caravan.sink.Sink;
import io.caravan.sink.Sinks;
import io.caravan.wiring.DeclaredBeans;
import java.util.List;

/** What waits in the inboxes. */
record InboxCheck(DeclaredBeans beans) implements Check {
    @Override
    public String name() {
        return "inbox";
    }

    @Override
    public boolean needsLake() {
        return true;
    }

    @Override
    public void look(List<Finding> findings) {
        Lake lake = beans.bean("lake", Lake.class);
        RawInbox raw = RawInbox.of(lake);
        var waiting = new StringBuilder("Objects that wait: %d in %s (and %d never taken, such as _SUCCESS)"
                .formatted(raw.waiting().size(), Prefixes.RAW_INBOX, raw.left()));
        for (Sink sink : beans.bean("sinks", Sinks.class).on()) {
            new ManifestInbox(lake, sink, 1, beans.bean("currentRun", CurrentRun.class))
                    .waitingForLater()
                    .forEach(later -> findings.add(Finding.warning(name(), later)));
            waiting.append(", %d in %s".formatted(lake.list(sink.inbox()).size(), sink.inbox()));
        }
        findings.add(Finding.ok(name(), waiting.toString()));
    }
}
