package io.caravan.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.transform.Hex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Where objects go that a retry cannot heal: {@code dead_letter/<stage>/<12 hex of SHA-256 of key and bytes>/<name>}, and
 * beside each a {@code .error.json} that says why. A name derives from the object alone, so that burying twice makes one.
 * All of it goes through the S3 client, never through a Camel producer: these are the names that may be hostile.
 */
public final class DeadLetters {
    private static final int LONGEST_NAME = 100;

    private final Lake lake;
    private final ObjectMapper json = new ObjectMapper();

    /** Creates the bean over a lake. */
    public DeadLetters(Lake lake) {
        this.lake = lake;
    }

    /**
     * Moves an object out of its inbox. It leaves the inbox last, so that dying in between loses nothing.
     *
     * @param stage the route that failed
     * @param key the object's key
     * @param error what to write into {@code .error.json} beside the key, its metadata and its ETag
     * @return whether it was there to be moved
     */
    public boolean bury(String stage, String key, Map<String, ?> error) {
        try {
            var report = new TreeMap<String, Object>(error);
            report.put("key", key);
            report.putAll(lake.describe(key));
            String eTag = (String) report.get("etag");
            String target = target(stage, key, lake.openWhole(key, (Long) report.get("size"), eTag));
            if (!lake.copyIfUnchanged(key, eTag, target)) {
                return false;
            }
            lake.put(target + ".error.json", bytes(report), "application/json");
            return lake.deleteIfUnchanged(key, eTag);
        } catch (S3Exception e) {
            if (Lake.isGoneOrOverwritten(e)) {
                return false;
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + key + " for the dead letter", e);
        }
    }

    /** Keeps bytes that never were an object, such as an answer that is no JSON. */
    public void keep(String stage, String name, byte[] bytes, Map<String, ?> error) {
        try {
            String target = target(stage, name, new java.io.ByteArrayInputStream(bytes));
            lake.put(target, bytes, "application/octet-stream");
            lake.put(target + ".error.json", bytes(new TreeMap<>(error)), "application/json");
        } catch (IOException e) {
            throw new UncheckedIOException("Reading an array in memory cannot fail", e);
        }
    }

    private byte[] bytes(Map<String, ?> report) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("An error report holds only text, numbers and maps", e);
        }
    }

    private static String target(String stage, String key, InputStream bytes) throws IOException {
        MessageDigest digest = Hex.sha256();
        digest.update(key.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        try (var in = new DigestInputStream(bytes, digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        String hash = Hex.of(digest.digest()).substring(0, 12);
        return "dead_letter/" + stage + "/" + hash + "/" + safeName(key);
    }

    private static String safeName(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_.=-]", "_");
        String last = name.substring(Math.max(0, name.length() - LONGEST_NAME));
        return last.isEmpty() || last.chars().allMatch(c -> c == '.') ? "object" : last;
    }
}
