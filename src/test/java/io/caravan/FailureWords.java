package io.caravan;

import io.caravan.run.Failure;
import java.util.List;
import java.util.stream.Collectors;

/** What a run says of its failures. */
public final class FailureWords {
    private FailureWords() {}

    /** Returns the messages of all of them, a line each. */
    public static String all(List<Failure> failures) {
        return failures.stream().map(Failure::message).collect(Collectors.joining("\n"));
    }

    /** Returns the messages of those of one object, a line each. */
    public static String of(List<Failure> failures, String object) {
        return all(failures.stream()
                .filter(failure -> failure.object().equals(object))
                .toList());
    }
}
