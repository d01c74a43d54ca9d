package io.caravan.run;

import io.caravan.failure.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What did not work in a run: of several failures of one object in one stage the last one, and what is parked once for all objects of a
 * stage. One thread at a time may use it.
 */
final class RunFailures {
    /** So that a day on which everything fails does not fill the memory. */
    private static final int MOST = 1000;

    private final Map<List<String>, Failure> told = new LinkedHashMap<>();

    /** Adds one; returns whether it is the first of its object in its stage. */
    boolean add(Failure failure) {
        boolean parked = failure.outcome() == Outcome.PARKED;
        Failure last = parked ? new Failure(failure.stage(), "", failure.message(), Outcome.PARKED) : failure;
        List<String> what = List.of(last.stage(), last.object());
        boolean isFirst = !told.containsKey(what);
        if (!isFirst || told.size() < MOST) {
            told.put(what, last);
        }
        return isFirst;
    }

    List<Failure> all() {
        return List.copyOf(told.values());
    }
}
