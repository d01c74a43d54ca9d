package io.caravan.doctor;

import io.caravan.lake.Lake;
import io.caravan.lake.LakeTrouble;
import io.caravan.settings.Settings;
import io.caravan.wiring.DeclaredBeans;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** Whether the bucket is there and can be written. */
record BucketCheck(Settings settings, DeclaredBeans beans) implements Check {
    static final String NAME = "bucket";
    private static final String PROBE = "state/doctor.txt";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void look(List<Finding> findings) {
        Lake lake = beans.bean("lake", Lake.class);
        lake.reach();
        try {
            lake.put(PROBE, "doctor".getBytes(StandardCharsets.UTF_8), "text/plain");
            lake.delete(PROBE);
        } catch (SdkException e) {
            throw LakeTrouble.of(e, lake.bucket());
        }
        findings.add(Finding.ok(name(), "The bucket " + settings.get("lake.bucket") + " can be written"));
    }
}
