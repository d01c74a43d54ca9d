package io.caravan.command;

import io.caravan.lake.Lake;
import io.caravan.lake.S3ClientBuilder;
import io.caravan.local.LocalServices;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** The lake for a command that needs nothing else; in the profile {@code local} with a server of its own over the same folder. */
final class LakeSession implements AutoCloseable {
    private final LocalServices local;
    private final Settings settings;
    private final S3Client s3;
    private final Lake lake;

    private LakeSession(LocalServices local, Settings settings) {
        this.local = local;
        this.settings = settings;
        this.s3 = client(settings);
        this.lake = new Lake(s3, settings.get("lake.bucket"), settings.get("lake.prefix"));
    }

    /**
     * Opens the lake that the settings name.
     *
     * @throws io.caravan.ConfigurationException when they are wrong
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

    /** Returns a client of the lake's server. */
    static S3Client client(Settings settings) {
        var builder = new S3ClientBuilder();
        builder.setEndpoint(settings.get("lake.endpoint"));
        builder.setRegion(settings.get("lake.region"));
        builder.setAccessKey(settings.get("lake.access-key"));
        builder.setSecretKey(settings.get("lake.secret-key"));
        builder.setEncryption(settings.get("lake.encryption"));
        builder.setKmsKey(settings.get("lake.kms-key"));
        builder.setTimeout(settings.get("lake.timeout"));
        builder.setClockOffset(settings.clockOffset());
        return builder.build();
    }

    Settings settings() {
        return settings;
    }

    S3Client s3() {
        return s3;
    }

    Lake lake() {
        return lake;
    }

    @Override
    public void close() {
        s3.close();
        if (local != null) {
            local.close();
        }
    }
}
