package io.caravan.lake;

import io.caravan.Emulators;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** moto, which follows AWS more closely than the server of the profile local. */
class MotoLakeIT extends LakeContractTest {
    private Map<String, String> settings;

    @Override
    S3Client connect(Path empty) {
        settings = Emulators.start().newAccount().settings();
        return S3Clients.of(
                settings.get("lake.endpoint"), settings.get("lake.access-key"), settings.get("lake.secret-key"));
    }

    @Override
    String bucket() {
        return settings.get("lake.bucket");
    }
}
