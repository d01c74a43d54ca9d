package io.caravan.lake;

import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Copies of objects to keys that nothing stands under. */
final class FreeKeys {
    private final Lake lake;

    FreeKeys(Lake lake) {
        this.lake = lake;
    }

    /**
     * Copies an object to a key under which nothing stands, whatever others do at the same time. The bytes pass through this process
     * as a stream, since only a write knows that condition on every S3 server.
     *
     * @param from the object as it was listed
     * @param metadata user metadata of the copy, in place of the original's
     * @return false when something stands under {@code to}; it stays as it is
     * @throws S3Exception with status 404 or 412 when {@code from} is not there any more, or another object is
     */
    boolean copy(LakeObject from, String to, Map<String, String> metadata) {
        var head = lake.s3().headObject(request -> request.bucket(lake.bucket())
                .key(lake.bucketKey(from.key()))
                .ifMatch(from.eTag()));
        var bytes = ContentStreamProvider.fromInputStreamSupplier(
                () -> lake.openWhole(from.key(), head.contentLength(), from.eTag()));
        return S3Refusals.unless(Set.of(S3Refusals.PRECONDITION_FAILED, S3Refusals.CONFLICT), () -> lake.s3()
                .putObject(
                        request -> request.bucket(lake.bucket())
                                .key(lake.bucketKey(to))
                                .ifNoneMatch("*")
                                .contentType(head.contentType())
                                .contentEncoding(head.contentEncoding())
                                .metadata(metadata),
                        RequestBody.fromContentProvider(bytes, head.contentLength(), head.contentType())));
    }
}
