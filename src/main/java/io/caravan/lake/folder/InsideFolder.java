package io.caravan.lake.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keeps a store within its folder. It refuses {@code ..} by itself but follows symbolic links, of which S3 knows nothing: a key
 * that leads over one is refused, whatever is asked of it, and not listed.
 */
class InsideFolder extends ForwardingBlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(InsideFolder.class);

    private final Path folder;
    private final AtomicBoolean warned = new AtomicBoolean();

    InsideFolder(BlobStore store, Path folder) {
        super(store);
        this.folder = folder;
    }

    /** Refuses a key that leads over a link. */
    final void check(String bucket, String key) {
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
        String prefix = request.prefix() == null ? "" : request.prefix();
        check(request.bucket(), prefix);
        ListObjectsV2Response response =
                request.delimiter() == null || request.delimiter().isEmpty()
                        ? listDeep(request, prefix)
                        : super.list(request);
        return response.toBuilder()
                .contents(response.contents().stream()
                        .filter(object -> !isOverLink(request.bucket(), object.key()))
                        .toList())
                .build();
    }

    /** The store follows links, also in a circle, and to the end of the disk: where there are any it is asked folder by folder. */
    private ListObjectsV2Response listDeep(ListObjectsV2Request request, String prefix) {
        Path bucket = folder.resolve(request.bucket());
        try {
            Path start = bucket.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
            if (!start.normalize().equals(start)) {
                return super.list(request);
            }
            var folders = RealFolders.below(start);
            if (folders.link() == null) {
                return super.list(request);
            }
            if (!warned.getAndSet(true)) {
                LOG.warn("The symbolic link {} is not followed; move what the lake is to hold into it", folders.link());
            }
            String after = request.continuationToken() == null ? request.startAfter() : request.continuationToken();
            List<S3Object> rest = folders.all().stream()
                    .map(real -> bucket.relativize(real).toString())
                    .flatMap(real -> listOne(request.bucket(), real.isEmpty() ? "" : real + "/"))
                    .filter(object -> object.key().startsWith(prefix))
                    .filter(object -> after == null || object.key().compareTo(after) > 0)
                    .sorted(Comparator.comparing(S3Object::key))
                    .toList();
            int most = request.maxKeys() == null ? rest.size() : request.maxKeys();
            List<S3Object> page = rest.subList(0, Math.min(most, rest.size()));
            String next = page.isEmpty() || page.size() == rest.size()
                    ? null
                    : page.get(page.size() - 1).key();
            return SdkResponses.objectsPage(page, List.of(), next);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look through " + bucket, e);
        }
    }

    private Stream<S3Object> listOne(String bucket, String real) {
        return super.list(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(real)
                        .delimiter("/")
                        .build())
                .contents()
                .stream();
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
