package io.caravan.lake;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.text.Timestamps;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object that was set aside.
 *
 * @param key where it is
 * @param object the object; null where only its report is left, since somebody who put it back or discarded it was cut off
 * @param report its {@code .error.json}; null where it has none
 * @param error what that says; null where it has none
 */
public record DeadLetter(String key, LakeObject object, LakeObject report, JsonNode error) {
    /** What is called dead_letter/rows/: entries that were rejected while the rest of their snapshot was loaded. */
    public static final String ROWS = "rows";

    /** What is called dead_letter/stream/: records of the topic, by topic, partition and offset. */
    public static final String STREAM = "stream";

    private static final Pattern OWN_NAME =
            Pattern.compile("(?:.*/)?([A-Za-z0-9]{1,64})_\\d{8}T\\d{9}Z(?:\\.replay)?\\.jsonl?(?:\\.gz)?");

    /** Returns the route that set it aside, or {@link #ROWS}. */
    public String stage() {
        return stage(key);
    }

    /** Returns the stage that a key names. */
    static String stage(String key) {
        return key.split("/", -1)[1];
    }

    /** Returns whether it holds rejected entries of a snapshot. */
    public boolean isRows() {
        return stage().equals(ROWS);
    }

    /** Returns the key that the object had; null where it never had one or nobody knows it. */
    public String originalKey() {
        return text("key");
    }

    /** Returns why it was set aside, as a sentence. */
    public String reason() {
        if (isRows()) {
            return "entries of the snapshot " + name().replaceFirst("\\.jsonl$", "") + " with values that do not fit";
        }
        return error == null ? "unknown: it has no .error.json" : text("message");
    }

    /** Returns when it was set aside, ISO 8601 in UTC. */
    public String at() {
        LakeObject known = object == null ? report : object;
        return error == null ? Timestamps.iso(known.lastModified()) : text("at");
    }

    /** Returns how often it was tried: in the run that set it aside, and before each time it was brought back; null where that is unknown. */
    public Integer attempts() {
        return error == null
                ? null
                : error.path("attempts").asInt() + error.path("retries").asInt();
    }

    /** Returns its bytes' length; null where they are gone. */
    public Long size() {
        return object == null ? null : object.size();
    }

    /** Returns the playlist that it is of; null where that is unknown. */
    public String playlistId() {
        String origin = originalKey() == null ? name() : originalKey();
        Matcher own = OWN_NAME.matcher(origin);
        if (own.matches()) {
            return own.group(1);
        }
        String read = Stage.EXTRACT_PLAYLISTS.isCalled(stage()) ? text("object") : null;
        return read != null && read.matches("[A-Za-z0-9]{1,64}") ? read : null;
    }

    /** Returns the last part of its key. */
    String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    private String text(String field) {
        return error == null ? null : error.path(field).textValue();
    }
}
