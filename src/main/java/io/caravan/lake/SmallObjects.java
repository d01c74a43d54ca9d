package io.caravan.lake;

import io.caravan.failure.RejectedException;
import java.util.Set;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects of Caravan's own that fit into memory, such as a state or a manifest: read with what tells versions apart, and written by that. */
final class SmallObjects {
    /** Far above a manifest (3 kB), and far below what a heap cannot hold. */
    private static final int MOST_BYTES = 4 << 20;

    private final Lake lake;

    SmallObjects(Lake lake) {
        this.lake = lake;
    }

    /** Returns the one that stands under a key; null where none does. */
    LakeVersion read(String key) {
        try {
            return version(key, null);
        } catch (NoSuchKeyException e) {
            return null;
        }
    }

    /** Returns the bytes of one that was listed; null when it is not there any more, or another one is. */
    byte[] readListed(LakeObject object) {
        try {
            return version(object.key(), object.eTag()).bytes();
        } catch (S3Exception e) {
            if (S3Refusals.isGoneOrOverwritten(e)) {
                return null;
            }
            throw e;
        }
    }

    /** Judges the size when the client is done: it takes an exception from within for a failing network. */
    private LakeVersion version(String key, String eTag) {
        LakeVersion version = lake.s3()
                .getObject(
                        request -> request.bucket(lake.bucket())
                                .key(lake.bucketKey(key))
                                .ifMatch(eTag),
                        (response, body) -> {
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

    /** Writes one as long as nobody else has written it since it was read; false when something else stands there by now. */
    boolean putOver(String key, byte[] bytes, String contentType, LakeVersion over) {
        return S3Refusals.unless(
                Set.of(S3Refusals.NOT_FOUND, S3Refusals.PRECONDITION_FAILED, S3Refusals.CONFLICT), () -> lake.s3()
                        .putObject(
                                request -> request.bucket(lake.bucket())
                                        .key(lake.bucketKey(key))
                                        .contentType(contentType)
                                        .ifMatch(over == null ? null : over.eTag())
                                        .ifNoneMatch(over == null ? "*" : null),
                                RequestBody.fromBytes(bytes)));
    }
}
