package io.caravan.lake.folder;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
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

    private static final String RANDOM = "-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private static final Pattern UPLOAD = Pattern.compile(".*" + RANDOM, Pattern.DOTALL);
    /** Narrower: somebody may have put a file into the folder whose own name ends in a UUID. */
    private static final Pattern UPLOAD_OF_OURS = Pattern.compile(".*\\.(csv|jsonl?|gz|txt)" + RANDOM, Pattern.DOTALL);

    /** Where the store keeps it. */
    private static final String CONTENT_TYPE = "user.content-type";

    private static final byte[] UNKNOWN_TYPE = "binary/octet-stream".getBytes(US_ASCII);

    private static final int PRECONDITION_FAILED = 412;

    private final Path folder;
    private final Object conditional = new Object();

    WholeObjects(BlobStore store, Path folder) {
        super(store, folder);
        this.folder = folder;
    }

    /**
     * Deletes what processes that were killed have left of uploads in one piece of the kinds of files that Caravan writes.
     *
     * @param folder of a bucket; links in it are not followed
     * @param before uploads written to since may be those of a living process; a copy that this takes the hidden name from is made
     *     byte by byte
     */
    static void deleteUnfinished(Path folder, Instant before) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()
                        && attributes.lastModifiedTime().toInstant().isBefore(before)
                        && UPLOAD_OF_OURS.matcher(file.getFileName().toString()).matches()) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
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
        String hidden = request.destinationKey() + "-" + UUID.randomUUID();
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

    /**
     * Says of a file that somebody put into the folder that nobody knows its type, as S3 says of such an object. The store would have it
     * guessed, each time, by all that is here to guess types: Snowflake's driver brings a library for it that knows a thousand.
     */
    private void settleType(String bucket, String key) {
        check(bucket, key);
        Path path = path(bucket, key);
        if (!isPlain(bucket, key) || !Files.isRegularFile(path)) {
            return;
        }
        try {
            var attributes = Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
            if (attributes != null && !attributes.list().contains(CONTENT_TYPE)) {
                attributes.write(CONTENT_TYPE, ByteBuffer.wrap(UNKNOWN_TYPE));
            }
        } catch (IOException e) {
            LOG.debug("Cannot tell the type of {}", path, e);
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
                        .filter(object -> !UPLOAD.matcher(object.key()).matches())
                        .toList())
                .build();
    }
}
