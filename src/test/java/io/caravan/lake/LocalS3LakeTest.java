package io.caravan.lake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.local.LocalS3;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The S3 server of the profile local. */
class LocalS3LakeTest extends LocalLakeContractTest {
    private LocalS3 server;

    @Override
    S3Client connect(Path empty) {
        server = LocalS3.start(empty, bucket(), 0, "key", "secret");
        return client("secret");
    }

    @Override
    void stop() {
        server.close();
    }

    private S3Client client(String secret) {
        return S3Clients.of(server.url(), "key", secret);
    }

    @Test
    void theServerLetsNobodyInWithoutTheSecret() {
        try (S3Client stranger = client("guess")) {
            assertThatThrownBy(() -> new Lake(stranger, "lake", "").list("in/")).isInstanceOf(S3Exception.class);
        }
    }
}
