package io.caravan.local;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Keeps a store within its folder. It refuses {@code ..} by itself but follows symbolic links, of which S3 knows nothing: a key
 * that leads over one is refused, whatever is asked of it, and not listed.
 */
class InsideFolder extends ForwardingBlobStore {
    private final Path folder;

    InsideFolder(BlobStore store, Path folder) {
        super(store);
        this.folder = folder;
    }

    private void check(String bucket, String key) {
        if (isOverLink(bucket, key)) {
            throw new IllegalArgumentException("A symbolic link stands on the way to " + key + " in " + bucket);
        }
    }

    private boolean isOverLink(String bucket, String key) {
        Path path = folder;
        for (String name : (bucket + "/" + key).split("/", -1)) {
            path = path.resolve(name);
            if (Files.isSymbolicLink(path)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        check(request.bucket(), request.prefix() == null ? "" : request.prefix());
        ListObjectsV2Response response = super.list(request);
        return response.toBuilder()
                .contents(response.contents().stream()
                        .filter(object -> !isOverLink(request.bucket(), object.key()))
                        .toList())
                .build();
    }

    @Override
    public boolean blobExists(String bucket, String key) {
        check(bucket, key);
        return super.blobExists(bucket, key);
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        check(request.bucket(), request.key());
        return super.blobMetadata(request);
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        check(request.bucket(), request.key());
        return super.getBlob(request);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream bytes) {
        check(request.bucket(), request.key());
        return super.putBlob(request, bytes);
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        check(request.sourceBucket(), request.sourceKey());
        check(request.destinationBucket(), request.destinationKey());
        return super.copyBlob(request);
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        check(request.bucket(), request.key());
        return super.initiateMultipartUpload(request);
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        check(request.bucket(), request.key());
        return super.removeBlob(request);
    }
}
