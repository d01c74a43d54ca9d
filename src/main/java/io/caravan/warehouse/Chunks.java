package io.caravan.warehouse;

import java.util.List;
import java.util.stream.IntStream;

/** A list in parts of a greatest length. */
final class Chunks {
    private Chunks() {}

    static <T> List<List<T>> of(List<T> items, int longest) {
        return IntStream.iterate(0, start -> start < items.size(), start -> start + longest)
                .mapToObj(start -> items.subList(start, Math.min(items.size(), start + longest)))
                .toList();
    }
}
