package io.caravan.lake;

import io.caravan.failure.RejectedException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/**
 * The bucket, for what the routes do not do through Camel: whole listings, small JSON, and objects whose names must not be
 * seen by an expression language. Keys are those of the lake, {@code raw_data/…}: where it lies in the bucket enters them here,
 * and nothing that is written down holds it, so that a lake can be moved. Every method throws {@link software.amazon.awssdk.core.exception.SdkException} when S3
 * refuses or cannot be reached.
 */
public final class Lake {
    private static final int NOT_FOUND = 404;
    /** Somebody else is writing the same key just now. */
    private static final int CONFLICT = 409;

    private static final int PRECONDITION_FAILED = 412;
    private static final Set<Integer> GONE_OR_OVERWRITTEN = Set.of(NOT_FOUND, PRECONDITION_FAILED);
    /** Far above a manifest (3 kB), and far below what a heap cannot hold. */
    private static final int MOST_BYTES = 4 << 20;

    private final S3Client s3;
    private final String bucket;
    private final String root;

    /**
     * Creates the view of one bucket.
     *
     * @param s3 the client, shared with the routes
     * @param bucket name of the bucket, which has to exist
     * @param root what each key in the bucket begins with: empty, or ending in {@code /}
     */
    public Lake(S3Client s3, String bucket, String root) {
        this.s3 = s3;
        this.bucket = bucket;
        this.root = root;
    }

    /** Returns the lake's key of an object, from the key that it has in the bucket. */
    public String keyOf(String bucketKey) {
        if (!bucketKey.startsWith(root)) {
            throw new IllegalArgumentException(bucketKey + " lies outside of " + root + ", see lake.prefix");
        }
        return bucketKey.substring(root.length());
    }

    /** Returns the key that an object has in the bucket, from its key in the lake. */
    public String bucketKey(String key) {
        return root + key;
    }

    /**
     * Lists a flat prefix to its end, in the order of the keys. Keys ending in {@code /} (folder markers) and everything
     * deeper than the prefix are left out.
     *
     * @param prefix ends in {@code /}
     */
    public List<LakeObject> list(String prefix) {
        return objects(listing(prefix, "/")).toList();
    }

    /** Lists all that begins with a prefix, however deep, in the order of the keys; folder markers are left out. */
    public Stream<LakeObject> listDeep(String prefix) {
        return objects(listing(prefix, null));
    }

    private ListObjectsV2Iterable listing(String prefix, String delimiter) {
        return s3.listObjectsV2Paginator(
                request -> request.bucket(bucket).prefix(root + prefix).delimiter(delimiter));
    }

    private Stream<LakeObject> objects(ListObjectsV2Iterable listing) {
        return listing.contents().stream()
                .filter(object -> !object.key().endsWith("/"))
                .map(object ->
                        new LakeObject(keyOf(object.key()), object.size(), object.eTag(), object.lastModified()));
    }

    /** Opens an object's bytes; the caller closes the stream. */
    public InputStream open(String key) {
        return s3.getObject(request -> request.bucket(bucket).key(root + key));
    }

    /**
     * Returns the bytes of a small object, such as a state or a manifest; null when there is none of that key.
     *
     * @throws RejectedException when it is larger than any of Caravan's own
     */
    public byte[] read(String key) {
        LakeVersion version = readVersion(key);
        return version == null ? null : version.bytes();
    }

    /**
     * Returns the bytes of a small object with what tells this version of it from others; null when there is none of that key.
     *
     * @throws RejectedException when it is larger than any of Caravan's own
     */
    public LakeVersion readVersion(String key) {
        try {
            return version(key, null);
        } catch (NoSuchKeyException e) {
            return null;
        }
    }

    /** Judges the size when the client is done: it takes an exception from within for a failing network. */
    private LakeVersion version(String key, String eTag) {
        LakeVersion version =
                s3.getObject(request -> request.bucket(bucket).key(root + key).ifMatch(eTag), (response, body) -> {
                    byte[] bytes = body.readNBytes(MOST_BYTES + 1);
                    if (bytes.length > MOST_BYTES) {
                        body.abort();
                    }
                    return new LakeVersion(bytes, response.eTag());
                });
        if (version.bytes().length > MOST_BYTES) {
            throw new RejectedException("The object " + key + " is larger than the " + MOST_BYTES
                    + " bytes that one of Caravan's own may have; take it away, or put the right one there");
        }
        return version;
    }

    /** Copies an object's bytes into a file that does not exist yet. */
    public void download(String key, Path file) {
        s3.getObject(request -> request.bucket(bucket).key(root + key), file);
    }

    /** Writes a file of this machine as an object, in one piece. */
    public void upload(String key, Path file, String contentType) {
        s3.putObject(
                request -> request.bucket(bucket).key(root + key).contentType(contentType), RequestBody.fromFile(file));
    }

    /** Writes an object in one piece. */
    public void put(String key, byte[] bytes, String contentType) {
        s3.putObject(
                request -> request.bucket(bucket).key(root + key).contentType(contentType),
                RequestBody.fromBytes(bytes));
    }

    /**
     * Writes an object as long as nobody else has written it since it was read: of several writers one wins.
     *
     * @param over what {@link #readVersion} returned, null where there was nothing
     * @return false when something else stands there by now
     */
    public boolean putOver(String key, byte[] bytes, String contentType, LakeVersion over) {
        return unless(
                Set.of(NOT_FOUND, PRECONDITION_FAILED, CONFLICT),
                () -> s3.putObject(
                        request -> request.bucket(bucket)
                                .key(root + key)
                                .contentType(contentType)
                                .ifMatch(over == null ? null : over.eTag())
                                .ifNoneMatch(over == null ? "*" : null),
                        RequestBody.fromBytes(bytes)));
    }

    /** Deletes an object; one that is not there is no error. */
    public void delete(String key) {
        s3.deleteObject(request -> request.bucket(bucket).key(root + key));
    }

    /**
     * Copies, then deletes; where an earlier attempt died between the two, or was finished by another replica, nothing is lost, and
     * neither is what has come under the same key meanwhile.
     *
     * @param eTag of the object that is meant; null for whatever stands there
     */
    public void move(String from, String eTag, String to) {
        if (copyIfUnchanged(from, eTag, to)) {
            deleteIfUnchanged(from, eTag);
        }
    }

    /**
     * Returns what S3 tells of an object beside its bytes: {@code size}, {@code last_modified}, {@code metadata}, and {@code etag}
     * where the server has one; the local one has none for a file that was put into its folder by hand.
     */
    public Map<String, Object> describe(String key) {
        var head = s3.headObject(request -> request.bucket(bucket).key(root + key));
        var facts = new TreeMap<String, Object>();
        facts.put("size", head.contentLength());
        facts.put("last_modified", head.lastModified().toString());
        facts.put("metadata", head.metadata());
        if (head.eTag() != null) {
            facts.put("etag", head.eTag());
        }
        return facts;
    }

    /** Returns when an object was last written, as S3 tells it; null where there is none of that key. */
    public Instant lastModified(String key) {
        try {
            return s3.headObject(request -> request.bucket(bucket).key(root + key))
                    .lastModified();
        } catch (NoSuchKeyException e) {
            return null;
        }
    }

    /** Returns whether there is an object of a key. */
    public boolean exists(String key) {
        return unless(
                Set.of(NOT_FOUND),
                () -> s3.headObject(request -> request.bucket(bucket).key(root + key)));
    }

    /** Returns the user metadata among what {@link #describe} told. */
    @SuppressWarnings("unchecked")
    public static Map<String, String> metadata(Map<String, Object> facts) {
        return (Map<String, String>) facts.get("metadata");
    }

    /**
     * Opens an object for a reader that must see all of it: the stream fails at its end when fewer bytes came than listed.
     *
     * @param size the length that a listing gave
     * @param eTag of the object that is meant; null for whatever stands there
     * @throws S3Exception with status 412 when another object stands there now
     */
    public WholeInputStream openWhole(String key, long size, String eTag) {
        var bytes =
                s3.getObject(request -> request.bucket(bucket).key(root + key).ifMatch(eTag));
        return new WholeInputStream(bytes, key, size, bytes.response().metadata());
    }

    /**
     * Returns the bytes of a small object that was listed; null when it is not there any more, or another one is.
     *
     * @throws RejectedException when it is larger than any of Caravan's own
     */
    public byte[] readListed(LakeObject object) {
        try {
            return version(object.key(), object.eTag()).bytes();
        } catch (S3Exception e) {
            if (isGoneOrOverwritten(e)) {
                return null;
            }
            throw e;
        }
    }

    /**
     * Copies an object as long as nobody has written its key anew: what was read is what is kept. The user metadata comes along. S3
     * copies <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html">at most 5 GB</a> in one call, and refuses
     * more.
     *
     * @param eTag of the object that is meant; null for whatever stands there
     * @return false when it is not there any more, or another one is
     */
    public boolean copyIfUnchanged(String from, String eTag, String to) {
        return unless(
                GONE_OR_OVERWRITTEN,
                () -> s3.copyObject(request -> request.sourceBucket(bucket)
                        .sourceKey(root + from)
                        .copySourceIfMatch(eTag)
                        .destinationBucket(bucket)
                        .destinationKey(root + to)));
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
    boolean copyIfAbsent(LakeObject from, String to, Map<String, String> metadata) {
        var head = s3.headObject(
                request -> request.bucket(bucket).key(root + from.key()).ifMatch(from.eTag()));
        var bytes = ContentStreamProvider.fromInputStreamSupplier(
                () -> openWhole(from.key(), head.contentLength(), from.eTag()));
        return unless(
                Set.of(PRECONDITION_FAILED, CONFLICT),
                () -> s3.putObject(
                        request -> request.bucket(bucket)
                                .key(root + to)
                                .ifNoneMatch("*")
                                .contentType(head.contentType())
                                .contentEncoding(head.contentEncoding())
                                .metadata(metadata),
                        RequestBody.fromContentProvider(bytes, head.contentLength(), head.contentType())));
    }

    /**
     * Deletes an object as long as nobody has written its key anew, so that what came meanwhile is not lost.
     *
     * @param eTag of the object that is meant; null for whatever stands there
     * @return false when it is not there any more, or another one is
     */
    public boolean deleteIfUnchanged(String key, String eTag) {
        return unless(
                GONE_OR_OVERWRITTEN,
                () -> s3.deleteObject(
                        request -> request.bucket(bucket).key(root + key).ifMatch(eTag)));
    }

    /** Makes a conditional call, and returns false when S3 answered it with one of these statuses. */
    private static boolean unless(Set<Integer> statuses, Runnable call) {
        try {
            call.run();
            return true;
        } catch (S3Exception e) {
            if (statuses.contains(e.statusCode())) {
                return false;
            }
            throw e;
        }
    }

    /** Tells whether S3 refused because the object that is meant is not there any more. */
    public static boolean isGoneOrOverwritten(S3Exception refusal) {
        return GONE_OR_OVERWRITTEN.contains(refusal.statusCode());
    }
}
