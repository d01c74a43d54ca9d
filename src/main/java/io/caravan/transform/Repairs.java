package io.caravan.transform;

import java.util.Map;
import java.util.TreeMap;

/** How many values did not fit and were repaired, or became null, by field. */
final class Repairs {
    private final Map<String, Long> byField = new TreeMap<>();
    private long total;

    /**
     * Counts one.
     *
     * @param field what messages call it: {@code album.release_date}
     */
    void add(String field) {
        byField.merge(field, 1L, Long::sum);
        total++;
    }

    long total() {
        return total;
    }

    Map<String, Long> byField() {
        return byField;
    }
}
