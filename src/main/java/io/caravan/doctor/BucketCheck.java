package io.caravan.doctor;

import io.caravan.lake.Lake;
import io.caravan.settings.Settings;
import io.caravan.wiring.DeclaredBeans;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether the bucket is there and can be written. */
record BucketCheck(Settings settings, DeclaredBeans beans) implements Check {
    private static final String PROBE = "state/doctor.txt";

    @Override
    public String name() {
        return "bucket";
    }

    @Override
    public void look(List<Finding> findings) {
        Lake lake = beans.bean("lake", Lake.class);
        lake.put(PROBE, "doctor".getBytes(StandardCharsets.UTF_8), "text/plain");
        lake.delete(PROBE);
        findings.add(Finding.ok(name(), "The bucket " + settings.get("lake.bucket") + " can be written"));
    }
}
