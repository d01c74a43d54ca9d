package io.caravan.lake.folder;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Tells when objects were last modified by the clock of a trial that stands on another day, so that they are as old there as their
 * files are here, and a file without a time of its own is of the day on which it was dropped. The files keep the machine's times.
 */
final class MovedTimes extends ForwardingBlobStore {
    private final Duration offset;

    MovedTimes(BlobStore store, Duration offset) {
        super(store);
        this.offset = offset;
    }

    /** In whole seconds, as S3 tells them. */
    private Instant moved(Instant lastModified) {
        return lastModified.plus(offset).truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response response = super.list(request);
        return response.toBuilder()
                .contents(response.contents().stream()
                        .map(object -> object.lastModified() == null
                                ? object
                                : object.toBuilder()
                                        .lastModified(moved(object.lastModified()))
                                        .build())
                        .toList())
                .build();
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        HeadObjectResponse response = super.blobMetadata(request);
        return response.toBuilder().lastModified(moved(response.lastModified())).build();
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        ResponseInputStream<GetObjectResponse> blob = super.getBlob(request);
        GetObjectResponse response = blob.response();
        return new ResponseInputStream<>(
                response.toBuilder()
                        .lastModified(moved(response.lastModified()))
                        .build(),
                blob);
    }
}
