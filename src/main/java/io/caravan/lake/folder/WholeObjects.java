package io.caravan.lake.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Lists only what was written whole, as S3 does: the store writes {@code <key>-<random UUID>} beside the object and renames it
 * when all bytes are there, and would show it meanwhile; for ever, when the process dies in between. What was written whole is never
 * written to again through this server, so that a copy of it is one more name of the same file, and a move of an object costs nothing.
 */
final class WholeObjects extends InsideFolder {
    private static final Logger LOG = LoggerFactory.getLogger(WholeObjects.class);

    private static final int PRECONDITION_FAILED = 412;

    private final Path folder;
    private final Object conditional = new Object();

    WholeObjects(BlobStore store, Path folder) {
        super(store, folder);
        this.folder = folder;
    }

    /** {@inheritDoc} One by another name keeps the time of its last modification. */
    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        check(request.sourceBucket(), request.sourceKey());
        check(request.destinationBucket(), request.destinationKey());
        String eTag = isPlain(request) ? link(request) : null;
        return eTag == null
                ? super.copyBlob(request)
                : CopyObjectResponse.builder()
                        .copyObjectResult(result -> result.eTag(eTag))
                        .build();
    }

    /** Whether the copy is to be the same in all but its name; the store sees to all else, and to what it refuses. */
    private boolean isPlain(CopyObjectRequest request) {
        var plain = CopyObjectRequest.builder()
                .sourceBucket(request.sourceBucket())
                .sourceKey(request.sourceKey())
                .copySourceIfMatch(request.copySourceIfMatch())
                .destinationBucket(request.destinationBucket())
                .destinationKey(request.destinationKey())
                .build();
        return plain.equals(request)
                && Files.isRegularFile(path(request.sourceBucket(), request.sourceKey()))
                && isPlain(request.sourceBucket(), request.sourceKey())
                && isPlain(request.destinationBucket(), request.destinationKey());
    }

    /** Not a folder, nor what the store keeps for itself, nor a way out of the bucket, which has to be there. */
    private boolean isPlain(String bucket, String key) {
        Path path = path(bucket, key);
        return !key.endsWith("/")
                && !key.startsWith(".")
                && path.startsWith(folder.resolve(bucket))
                && path.normalize().equals(path)
                && Files.isDirectory(folder.resolve(bucket));
    }

    private Path path(String bucket, String key) {
        return folder.resolve(bucket).resolve(key);
    }

    /**
     * Gives the object a second name. It first gets one that nobody knows: under that it can be looked at without being exchanged
     * meanwhile, and takes the place of what may stand under its new name at once.
     *
     * @return the ETag; null where that is not the one that is meant, or it has none, or the file system gives files only one name
     */
    private String link(CopyObjectRequest request) {
        String hidden = UnfinishedUploads.nameOf(request.destinationKey());
        Path link = path(request.destinationBucket(), hidden);
        Path target = path(request.destinationBucket(), request.destinationKey());
        try {
            Files.createDirectories(link.getParent());
            Files.createLink(link, path(request.sourceBucket(), request.sourceKey()));
            String eTag = super.blobMetadata(HeadObjectRequest.builder()
                            .bucket(request.destinationBucket())
                            .key(hidden)
                            .build())
                    .eTag();
            if (eTag == null || !isMeant(eTag, request.copySourceIfMatch())) {
                return null;
            }
            Files.move(link, target, StandardCopyOption.ATOMIC_MOVE);
            return eTag;
        } catch (IOException | UnsupportedOperationException | NoSuchKeyException e) {
            return null;
        } finally {
            // A move onto another name of the same file does nothing, by POSIX.
            deleteQuietly(link);
        }
    }

    /** {@inheritDoc} Also of a certain object alone: the store leaves that condition to its server. */
    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        settleType(request.bucket(), request.key());
        HeadObjectResponse head = super.blobMetadata(request);
        if (request.ifMatch() != null && (head.eTag() == null || !isMeant(head.eTag(), request.ifMatch()))) {
            throw S3Exceptions.fromStatusCode(PRECONDITION_FAILED);
        }
        return head;
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        settleType(request.bucket(), request.key());
        return super.getBlob(request);
    }

    private void settleType(String bucket, String key) {
        check(bucket, key);
        Path path = path(bucket, key);
        if (isPlain(bucket, key) && Files.isRegularFile(path)) {
            ContentTypes.settle(path);
        }
    }

    /** {@inheritDoc} Also in the place of a certain object alone, likewise. */
    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream bytes) {
        if (request.ifMatch() == null) {
            return super.putBlob(request, bytes);
        }
        synchronized (conditional) {
            checkMeant(request.bucket(), request.key(), request.ifMatch());
            return super.putBlob(request, bytes);
        }
    }

    /** {@inheritDoc} Also a certain object alone, likewise. */
    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        if (request.ifMatch() == null) {
            return super.removeBlob(request);
        }
        synchronized (conditional) {
            checkMeant(request.bucket(), request.key(), request.ifMatch());
            return super.removeBlob(request.toBuilder().ifMatch(null).build());
        }
    }

    private void checkMeant(String bucket, String key, String eTag) {
        blobMetadata(HeadObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .ifMatch(eTag)
                .build());
    }

    private static boolean isMeant(String eTag, String condition) {
        return condition == null || eTag.replace("\"", "").equals(condition.replace("\"", ""));
    }

    private static void deleteQuietly(Path link) {
        try {
            Files.deleteIfExists(link);
        } catch (IOException e) {
            LOG.debug("Cannot delete {}", link, e);
        }
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response response = super.list(request);
        return response.toBuilder()
                .contents(response.contents().stream()
                        .filter(object -> !UnfinishedUploads.isOne(object.key()))
                        .toList())
                .build();
    }
}
