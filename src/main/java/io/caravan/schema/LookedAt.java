package io.caravan.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which objects of the archive were looked at: by day, 48 bits of the hash of each key, in Base64. Where they become too many the oldest
 * days are closed: of these only the last day and the number of objects is kept.
 */
final class LookedAt {
    /** 1.2 MB of text: what is remembered has to stay below what the lake reads in one piece. */
    private static final int MOST = 150_000;

    private static final int HASH_BYTES = 6;

    private final SortedMap<String, TreeSet<Long>> byDay = new TreeMap<>();
    private final int most;
    private String closedUntil = "";
    private long closed;

    LookedAt() {
        this(MOST);
    }

    LookedAt(int most) {
        this.most = most;
    }

    boolean contains(String day, String key) {
        return isClosed(day) || (byDay.containsKey(day) && byDay.get(day).contains(hash(key)));
    }

    boolean isClosed(String day) {
        return day.compareTo(closedUntil) <= 0;
    }

    void add(String day, String key) {
        if (isClosed(day)) {
            closed++;
        } else {
            byDay.computeIfAbsent(day, any -> new TreeSet<>()).add(hash(key));
        }
    }

    /** Returns how many objects of days that are closed were looked at. */
    long closed() {
        return closed;
    }

    long count() {
        return closed + open();
    }

    private long open() {
        return byDay.values().stream().mapToLong(TreeSet::size).sum();
    }

    private static long hash(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            return number(hash, 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static long number(byte[] bytes, int at) {
        long number = 0;
        for (int index = at; index < at + HASH_BYTES; index++) {
            number = (number << Byte.SIZE) | (bytes[index] & 0xff);
        }
        return number;
    }

    void writeTo(ObjectNode json) {
        long open = open();
        for (Iterator<Map.Entry<String, TreeSet<Long>>> days = byDay.entrySet().iterator(); open > most; ) {
            var day = days.next();
            closedUntil = day.getKey();
            closed += day.getValue().size();
            open -= day.getValue().size();
            days.remove();
        }
        json.put("closed_until", closedUntil).put("closed", closed);
        ObjectNode days = json.putObject("days");
        byDay.forEach((day, hashes) -> {
            byte[] bytes = new byte[hashes.size() * HASH_BYTES];
            int at = 0;
            for (long hash : hashes) {
                for (int shift = HASH_BYTES - 1; shift >= 0; shift--) {
                    bytes[at++] = (byte) (hash >> (shift * Byte.SIZE));
                }
            }
            days.put(day, bytes);
        });
    }

    /**
     * Reads what was written.
     *
     * @throws IOException if it is something else
     */
    static LookedAt of(JsonNode json) throws IOException {
        var looked = new LookedAt();
        looked.closedUntil = json.path("closed_until").asText();
        looked.closed = json.path("closed").asLong();
        for (var day : json.path("days").properties()) {
            byte[] bytes = day.getValue().binaryValue();
            if (bytes == null || bytes.length % HASH_BYTES != 0) {
                throw new IOException("The day " + day.getKey() + " is not whole");
            }
            var hashes = looked.byDay.computeIfAbsent(day.getKey(), any -> new TreeSet<>());
            for (int at = 0; at < bytes.length; at += HASH_BYTES) {
                hashes.add(number(bytes, at));
            }
        }
        return looked;
    }
}
