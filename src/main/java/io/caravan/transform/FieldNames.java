package io.caravan.transform;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The first names of an object's fields: what tells somebody who looks at it what it is. */
final class FieldNames {
    private static final int MOST = 24;
    private static final int SHOWN = 8;
    private static final int SHOWN_LENGTH = 40;

    private final String[] names = new String[MOST];
    private int count;

    void restart() {
        count = 0;
    }

    void add(String name) {
        if (count < MOST) {
            names[count++] = name;
        }
    }

    boolean has(String... wanted) {
        return hasAny(List.of(wanted)::contains);
    }

    boolean hasAny(Predicate<String> wanted) {
        return Arrays.stream(names, 0, count).anyMatch(wanted);
    }

    /** Returns them for a message. */
    @Override
    public String toString() {
        if (count == 0) {
            return "no field";
        }
        return Arrays.stream(names, 0, Math.min(count, SHOWN))
                        .map(name -> Excerpt.of(name, SHOWN_LENGTH))
                        .collect(Collectors.joining(", "))
                + (count > SHOWN ? " …" : "");
    }
}
