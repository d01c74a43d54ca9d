package io.caravan.command;

import io.caravan.lake.Lake;
import io.caravan.local.LocalServices;
import io.caravan.settings.Settings;
import io.caravan.wiring.DeclaredBeans;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** The lake for a command that needs nothing else; in the profile {@code local} with a server of its own over the same folder. */
final class LakeSession implements AutoCloseable {
    private final LocalServices local;
    private final Settings settings;
    private final DeclaredBeans beans;

    private LakeSession(LocalServices local, Settings settings) {
        this.local = local;
        this.settings = settings;
        this.beans = new DeclaredBeans(Path.of("routes"), settings, Map.of());
    }

    /**
     * Opens the lake that the settings name.
     *
     * @throws io.caravan.failure.ConfigurationException when they are wrong
     */
    static LakeSession open() {
        // Read when the first logger is made, which is later.
        System.setProperty("caravan.log.default", "error");
        Settings settings = Settings.load(Map.of());
        if (!settings.isLocal()) {
            settings.check("lake.");
            return new LakeSession(null, settings);
        }
        settings.check();
        // Ports of its own, since another process may be running.
        var local = LocalServices.start(key -> key.matches("local\\..*-port") ? "0" : settings.get(key));
        return new LakeSession(local, Settings.load(local.properties()));
    }

    Settings settings() {
        return settings;
    }

    DeclaredBeans beans() {
        return beans;
    }

    S3Client s3() {
        return beans.bean("s3Client", S3Client.class);
    }

    Lake lake() {
        return beans.bean("lake", Lake.class);
    }

    @Override
    public void close() {
        beans.close();
        if (local != null) {
            local.close();
        }
    }
}
