package io.caravan.local;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Lists only what was written whole, as S3 does: the store writes {@code <key>-<random UUID>} beside the object and renames it
 * when all bytes are there, and would show it meanwhile; for ever, when the process dies in between.
 */
final class WholeObjects extends InsideFolder {
    private static final Pattern UPLOAD =
            Pattern.compile(".*-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", Pattern.DOTALL);

    WholeObjects(BlobStore store, Path folder) {
        super(store, folder);
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response response = super.list(request);
        return response.toBuilder()
                .contents(response.contents().stream()
                        .filter(object -> !UPLOAD.matcher(object.key()).matches())
                        .toList())
                .build();
    }
}
