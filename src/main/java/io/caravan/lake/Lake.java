package io.caravan.lake;

import io.caravan.failure.CaravanException;
import io.caravan.failure.RejectedException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/**
 * The bucket, for what the routes do not do through Camel: whole listings, small JSON, and objects whose names must not be
 * seen by an expression language. Keys are those of the lake, {@code raw_data/…}: where it lies in the bucket enters them here,
 * and nothing that is written down holds it, so that a lake can be moved. Every other method throws {@link SdkException} when S3
 * refuses or cannot be reached.
 */
public final class Lake {
    private final S3Client s3;
    private final String bucket;
    private final String root;
    private final SmallObjects small = new SmallObjects(this);

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

    S3Client s3() {
        return s3;
    }

    /** Returns the name of the bucket. */
    public String bucket() {
        return bucket;
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

    /** Asks S3 for the least that a run needs of it; throws {@link CaravanException} with what to do when it does not give it. */
    public void reach() {
        try {
            s3.listObjectsV2(request ->
                    request.bucket(bucket).prefix(root + Prefixes.RAW_INBOX).maxKeys(1));
        } catch (SdkException e) {
            throw LakeTrouble.of(e, bucket);
        }
    }

    /**
     * Lists a flat prefix, which ends in {@code /}, to its end, in the order of the keys. Keys ending in {@code /} (folder markers)
     * and everything deeper than the prefix are left out.
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
        return small.read(key);
    }

    /** Copies an object's bytes into a file that does not exist yet. */
    public void download(String key, Path file) {
        s3.getObject(request -> request.bucket(bucket).key(root + key), file);
    }

    /** Writes a file of this machine as an object, in one piece. */
    public void upload(String key, Path file, String contentType) {
        put(key, contentType, RequestBody.fromFile(file));
    }

    /** Writes an object in one piece. */
    public void put(String key, byte[] bytes, String contentType) {
        put(key, contentType, RequestBody.fromBytes(bytes));
    }

    private void put(String key, String contentType, RequestBody body) {
        s3.putObject(request -> request.bucket(bucket).key(root + key).contentType(contentType), body);
    }

    /**
     * Writes an object as long as nobody else has written it since it was read: of several writers one wins.
     *
     * @param over what {@link #readVersion} returned, null where there was nothing
     * @return false when something else stands there by now
     */
    public boolean putOver(String key, byte[] bytes, String contentType, LakeVersion over) {
        return small.putOver(key, bytes, contentType, over);
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
        return ObjectFacts.of(head(key));
    }

    private HeadObjectResponse head(String key) {
        return s3.headObject(request -> request.bucket(bucket).key(root + key));
    }

    /** Returns when an object was last written, as S3 tells it; null where there is none of that key. */
    public Instant lastModified(String key) {
        try {
            return head(key).lastModified();
        } catch (NoSuchKeyException e) {
            return null;
        }
    }

    /** Returns whether there is an object of a key. */
    public boolean exists(String key) {
        return S3Refusals.unless(Set.of(S3Refusals.NOT_FOUND), () -> head(key));
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
        return small.readListed(object);
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
        return S3Refusals.unless(
                S3Refusals.GONE_OR_OVERWRITTEN,
                () -> s3.copyObject(request -> request.sourceBucket(bucket)
                        .sourceKey(root + from)
                        .copySourceIfMatch(eTag)
                        .destinationBucket(bucket)
                        .destinationKey(root + to)));
    }

    /**
     * Deletes an object as long as nobody has written its key anew, so that what came meanwhile is not lost.
     *
     * @param eTag of the object that is meant; null for whatever stands there
     * @return false when it is not there any more, or another one is
     */
    public boolean deleteIfUnchanged(String key, String eTag) {
        return S3Refusals.unless(
                S3Refusals.GONE_OR_OVERWRITTEN,
                () -> s3.deleteObject(
                        request -> request.bucket(bucket).key(root + key).ifMatch(eTag)));
    }
}
