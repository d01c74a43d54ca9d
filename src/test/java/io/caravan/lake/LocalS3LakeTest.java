package io.caravan.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.local.LocalS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The S3 server of the profile local. */
class LocalS3LakeTest extends LakeContractTest {
    private LocalS3 server;

    @Override
    S3Client connect(Path empty) {
        server = LocalS3.start(empty, bucket(), 0, "key", "secret");
        return client("secret");
    }

    @Override
    String bucket() {
        return "lake";
    }

    @Override
    void stop() {
        server.close();
    }

    private S3Client client(String secret) {
        var builder = new S3ClientBuilder();
        builder.setEndpoint(server.url());
        builder.setRegion("us-east-1");
        builder.setAccessKey("key");
        builder.setSecretKey(secret);
        return builder.build();
    }

    @Test
    void anUploadThatNeverEndedIsNotListed() throws IOException {
        put("in/a.json", "{}");
        Path half = folder.resolve("server/lake/some/where/in/b.json-0b0cbc8e-3c3c-4a6e-9d5a-0123456789ab");
        Files.writeString(half, "{\"half");

        assertThat(lake.list("in/")).extracting(LakeObject::key).containsExactly("in/a.json");
    }

    @Test
    void theServerLetsNobodyInWithoutTheSecret() {
        try (S3Client stranger = client("guess")) {
            assertThatThrownBy(() -> new Lake(stranger, "lake", "").list("in/")).isInstanceOf(S3Exception.class);
        }
    }
}
