package io.caravan.lake;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the user metadata of an object tells that came back from the dead letters: when it was first seen, which S3 does not keep
 * in a copy and from which a snapshot may take its time; and how often it came back, so that it is never set aside under the key
 * that it has just left. Once the object is worked off, its archive's key has the first and nobody needs the second.
 */
public final class RetryMetadata {
    private static final String FIRST_SEEN = "caravan-first-seen";
    private static final String COUNT = "caravan-retries";

    private RetryMetadata() {}

    /**
     * Returns when an object was first seen; its last modification where it never came back, or where the first is the later one, since
     * a clock noted that which was ahead.
     */
    public static Instant firstSeen(Map<String, String> metadata, Instant lastModified) {
        Instant noted = time(metadata.get(FIRST_SEEN), lastModified);
        return noted.isAfter(lastModified) ? lastModified : noted;
    }

    /** Reads a time of ISO 8601; what is none is somebody else's and means nothing. */
    static Instant time(String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    /** Returns how often an object came back; 0 for never. */
    static int count(Map<String, String> metadata) {
        String count = metadata.getOrDefault(COUNT, "");
        return count.matches("\\d{1,6}") ? Integer.parseInt(count) : 0;
    }

    /** Returns the metadata of an object that comes back once more. */
    static Map<String, String> onceMore(Map<String, String> metadata, Instant lastModified) {
        var more = new TreeMap<>(metadata);
        more.put(FIRST_SEEN, firstSeen(metadata, lastModified).toString());
        more.put(COUNT, String.valueOf(count(metadata) + 1));
        return more;
    }
}
