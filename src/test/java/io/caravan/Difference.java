package io.caravan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far rows are from the truth.
 *
 * @param lost rows expected that are not there
 * @param wrong rows there that nobody expected
 * @param duplicated rows expected that are there too often
 * @param examples some of them, in words
 */
public record Difference(long lost, long wrong, long duplicated, List<String> examples) {
    private static final int EXAMPLES = 5;

    public static final Difference NONE = new Difference(0, 0, 0, List.of());

    /** Compares rows regardless of their order; a row that is expected twice has to be there twice. */
    static Difference between(Collection<String> expected, Collection<String> actual) {
        Map<String, Long> surplus = new TreeMap<>(counts(actual));
        counts(expected).forEach((row, count) -> surplus.merge(row, -count, Long::sum));
        Map<String, Long> truth = counts(expected);
        var difference = NONE;
        for (var entry : surplus.entrySet()) {
            String row = entry.getKey();
            long more = entry.getValue();
            if (more < 0) {
                difference = difference.plus(new Difference(-more, 0, 0, List.of("lost: " + row)));
            } else if (more > 0 && truth.containsKey(row)) {
                difference = difference.plus(new Difference(0, 0, more, List.of("duplicated: " + row)));
            } else if (more > 0) {
                difference = difference.plus(new Difference(0, more, 0, List.of("wrong: " + row)));
            }
        }
        return difference;
    }

    private static Map<String, Long> counts(Collection<String> rows) {
        return rows.stream().collect(Collectors.groupingBy(row -> row, Collectors.counting()));
    }

    public Difference plus(Difference other) {
        List<String> all = new ArrayList<>(examples);
        other.examples.stream().limit(EXAMPLES - Math.min(EXAMPLES, all.size())).forEach(all::add);
        return new Difference(lost + other.lost, wrong + other.wrong, duplicated + other.duplicated, all);
    }
}
