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
        var builder = new S3ClientBuilder();
        builder.setEndpoint(settings.get("lake.endpoint"));
        builder.setRegion("us-east-1");
        builder.setAccessKey(settings.get("lake.access-key"));
        builder.setSecretKey(settings.get("lake.secret-key"));
        return builder.build();
    }

    @Override
    String bucket() {
        return settings.get("lake.bucket");
    }
}
