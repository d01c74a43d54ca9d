package io.caravan.lake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.Emulators;
import io.caravan.failure.RefusedException;
import io.caravan.snapshot.RawObjects;
import io.caravan.transform.SnapshotTransform;
import io.caravan.transform.UserIds;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.StorageClass;

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

    @Test
    void anArchivedObjectIsToldWithWhatToDoAboutIt() {
        String key = Prefixes.RAW_INBOX + "cold.json";
        client.putObject(
                request -> request.bucket(bucket()).key(ROOT + key).storageClass(StorageClass.GLACIER),
                RequestBody.fromString("{}"));
        LakeObject cold = lake.list(Prefixes.RAW_INBOX).get(0);
        var rawObjects = new RawObjects(lake, new SnapshotTransform(UserIds.HASH));

        assertThatThrownBy(() -> rawObjects.read(key, cold.eTag(), cold.size(), cold.lastModified()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll(key, "GLACIER", "restore it", "take it out of raw_data/to_processed/")
                .hasMessageNotContaining("software.amazon");
    }
}
