package io.caravan.routes;

import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder for routes that a house has of its own; no file of Caravan's is ever put there, so that an upgrade leaves it alone. */
public final class OwnRoutes {
    private static final String ENDING = ".camel.yaml";
    /** What Kamelets are called; they are read where a route names them. */
    private static final String KAMELET = ".kamelet.yaml";

    private OwnRoutes() {}

    /**
     * Returns what to add to the pattern of the files that Camel reads; empty where there is nothing to read.
     *
     * @throws ConfigurationException where a file is there that would not be read
     */
    public static String pattern(Path folder) {
        if (!Files.isDirectory(folder)) {
            return "";
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[^.].*\\.(ya?ml|xml)"))
                    .filter(name -> !name.endsWith(ENDING) && !name.endsWith(KAMELET))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new ConfigurationException("%s/%s would not be read; call it %s%s, or move it elsewhere"
                                .formatted(folder, name, name.replaceFirst("\\..*", ""), ENDING));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
        return ",file:" + target(folder) + "/*" + ENDING;
    }

    /** Camel finds nothing in a folder that is a link. */
    private static Path target(Path folder) {
        try {
            return Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot follow " + folder, e);
        }
    }
}
