package io.caravan.doctor;

import io.caravan.lake.Lake;
import io.caravan.spotify.ExtractionLease;
import io.caravan.wiring.DeclaredBeans;
import java.util.List;

/** Whether a process reads the playlists now. */
record LeaseCheck(DeclaredBeans beans) implements Check {
    @Override
    public String name() {
        return "lease";
    }

    @Override
    public boolean needsLake() {
        return true;
    }

    @Override
    public void look(List<Finding> findings) {
        String holder = ExtractionLease.holder(beans.bean("lake", Lake.class));
        findings.add(Finding.ok(
                name(),
                holder == null
                        ? "No process reads the playlists now"
                        : holder + " reads the playlists now; others leave them to it"));
    }
}
