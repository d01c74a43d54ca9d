package io.caravan;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Spotify really answered to others, in a folder that the build is told of; without one a test is skipped. */
public final class CapturedAnswers {
    private CapturedAnswers() {}

    /** Returns the folder. */
    public static Path folder() {
        String folder = System.getProperty("caravan.samples", "");
        assumeTrue(
                !folder.isEmpty(),
                "there are no captured answers of Spotify here; name their folder with -Dcaravan.samples=<folder>");
        return Path.of(folder);
    }

    /** Returns the files in it, in the order of their names. */
    public static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
