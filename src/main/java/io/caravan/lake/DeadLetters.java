package io.caravan.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.text.Hex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Where objects go that a retry cannot heal: {@code dead_letter/<stage>/<12 hex of SHA-256 of key and bytes>/<name>}, and
 * beside each a {@code .error.json} that says why. A name derives from the object alone, so that burying twice makes one; of an object
 * that came back from here, the hash is also of how often it did.
 * All of it goes through the S3 client, never through a Camel producer: these are the names that may be hostile.
 */
public final class DeadLetters {
    private static final String REPORT = ".error.json";
    private static final int LONGEST_NAME = 100;
    /** Ours are far smaller; what is not is not ours. */
    private static final int LARGEST_REPORT = 1 << 20;

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
     * @param failedETag of the object that failed; null for whatever stands there. One that came meanwhile under the same key stays
     * @param error what to write into {@code .error.json} beside the key, its metadata, its ETag and {@code retries}, which is how often it
     *     came back from here
     * @return whether it was there to be moved
     */
    public boolean bury(String stage, String key, String failedETag, Map<String, ?> error) {
        try {
            var report = new TreeMap<String, Object>(error);
            report.put("key", key);
            report.putAll(lake.describe(key));
            String eTag = (String) report.get("etag");
            if (failedETag != null && !failedETag.equals(eTag)) {
                return false;
            }
            WholeInputStream bytes = lake.openWhole(key, (Long) report.get("size"), eTag);
            report.put("retries", RetryMetadata.count(bytes.metadata()));
            String target = target(stage, key, bytes);
            if (!lake.copyIfUnchanged(key, eTag, target)) {
                return false;
            }
            lake.put(target + REPORT, bytes(report), "application/json");
            return lake.deleteIfUnchanged(key, eTag);
        } catch (S3Exception e) {
            if (S3Refusals.isGoneOrOverwritten(e)) {
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
            String target = target(
                    stage, name, new WholeInputStream(new ByteArrayInputStream(bytes), name, bytes.length, Map.of()));
            lake.put(target, bytes, "application/octet-stream");
            lake.put(target + REPORT, bytes(new TreeMap<>(error)), "application/json");
        } catch (IOException e) {
            throw new UncheckedIOException("Reading an array in memory cannot fail", e);
        }
    }

    /** Keeps the value of a record of a topic under its place there; repeating it changes nothing. */
    public void keepRecord(String topic, int partition, long offset, byte[] value, Map<String, ?> error) {
        String target = "%s%s/%s/%d/%d".formatted(Prefixes.DEAD_LETTERS, DeadLetter.STREAM, topic, partition, offset);
        lake.put(target, value, "application/octet-stream");
        lake.put(target + REPORT, bytes(new TreeMap<>(error)), "application/json");
    }

    /** Returns all there are, in the order of their keys. */
    public List<DeadLetter> list() {
        Map<String, LakeObject> objects = objects();
        return keys(objects).parallelStream()
                .map(key -> deadLetter(key, objects))
                .toList();
    }

    /** Returns how many {@link #list} has of each stage, without reading their reports. */
    public Map<String, Long> countByStage() {
        return keys(objects()).stream()
                .collect(Collectors.groupingBy(key -> DeadLetter.stage(key), TreeMap::new, Collectors.counting()));
    }

    /** Returns how many {@link #list} has, without reading their reports. */
    public long count() {
        return keys(objects()).size();
    }

    /** Returns the keys of what was set aside: an object counts once with its report, and one of which only the report is left, too. */
    private static Set<String> keys(Map<String, LakeObject> objects) {
        return objects.keySet().stream()
                .map(key -> isReport(key, objects) ? key.substring(0, key.length() - REPORT.length()) : key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, LakeObject> objects() {
        return lake.listDeep(Prefixes.DEAD_LETTERS)
                .filter(object -> object.key().split("/", -1).length > 2)
                .collect(Collectors.toMap(LakeObject::key, Function.identity(), (one, same) -> one, TreeMap::new));
    }

    private DeadLetter deadLetter(String key, Map<String, LakeObject> objects) {
        LakeObject report = objects.get(key + REPORT);
        return new DeadLetter(key, objects.get(key), report, report == null ? null : error(report));
    }

    /** An object may be called so itself; then it has a report of its own. */
    private static boolean isReport(String key, Map<String, LakeObject> objects) {
        return key.endsWith(REPORT) && !objects.containsKey(key + REPORT);
    }

    private JsonNode error(LakeObject report) {
        byte[] bytes = report.size() > LARGEST_REPORT ? null : lake.readListed(report);
        try {
            return bytes == null ? null : json.readTree(bytes);
        } catch (IOException e) {
            return null; // not ours
        }
    }

    /** Removes one with its report; what was set aside anew meanwhile stays. The report goes last, as it tells of the rest. */
    public void remove(DeadLetter letter) {
        if (letter.object() != null) {
            lake.deleteIfUnchanged(letter.key(), letter.object().eTag());
        }
        if (letter.report() != null) {
            lake.deleteIfUnchanged(letter.report().key(), letter.report().eTag());
        }
    }

    /** Returns where the rejected rows of a snapshot are kept, one JSON object a line. */
    public static String rowsKey(String snapshot) {
        return Prefixes.DEAD_LETTERS + "rows/" + snapshot + ".jsonl";
    }

    private byte[] bytes(Map<String, ?> report) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("An error report holds only text, numbers and maps", e);
        }
    }

    private static String target(String stage, String key, WholeInputStream bytes) throws IOException {
        MessageDigest digest = Hex.sha256();
        digest.update(key.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        bytes.digestInto(digest);
        int retries = RetryMetadata.count(bytes.metadata());
        if (retries > 0) {
            digest.update(("\0" + retries).getBytes(StandardCharsets.UTF_8));
        }
        String hash = Hex.of(digest.digest()).substring(0, 12);
        return Prefixes.DEAD_LETTERS + stage + "/" + hash + "/" + safeName(key);
    }

    static String safeName(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_.=-]", "_");
        String last = name.substring(Math.max(0, name.length() - LONGEST_NAME));
        return last.isEmpty() || last.chars().allMatch(c -> c == '.') ? "object" : last;
    }
}
