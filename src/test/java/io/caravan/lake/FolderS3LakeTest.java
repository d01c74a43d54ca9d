package io.caravan.lake;

import io.caravan.lake.folder.FolderS3;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;

/** The folder of the profile local, without a server. */
class FolderS3LakeTest extends LocalLakeContractTest {
    @Override
    S3Client connect(Path empty) {
        return S3Clients.of(FolderS3.prepare(empty, bucket()).toString(), "", "");
    }
}
