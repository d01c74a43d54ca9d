package io.caravan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/** Keeps what tests of the fault matrix measured, for the table that {@code FaultTable} writes. */
final class FaultFigures {
    private static final Path FILE = Path.of("target/faults.csv");

    private FaultFigures() {}

    /**
     * Adds a line.
     *
     * @param cell such as {@code RAW-1}
     * @param recovery from the end of the fault to correct tables
     * @param extraCalls calls to Spotify beyond those of a run without the fault; negative where they were not counted
     * @param told whether somebody was told: by an exit code, a failure in the summary or a dead letter
     */
    static synchronized void add(String cell, Duration recovery, long extraCalls, boolean told) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(
                    FILE,
                    String.format(Locale.ROOT, "%s,%.1f,%d,%s%n", cell, recovery.toMillis() / 1000.0, extraCalls, told),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
