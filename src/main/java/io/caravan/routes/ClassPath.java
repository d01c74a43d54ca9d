package io.caravan.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What Camel's jars tell of themselves. */
final class ClassPath {
    private ClassPath() {}

    /** Returns the lines of all files of a name, in whichever jar. */
    static Set<String> lines(String file) {
        Set<String> lines = new TreeSet<>();
        try {
            for (URL url : Collections.list(ClassPath.class.getClassLoader().getResources(file))) {
                try (InputStream in = url.openStream()) {
                    lines.addAll(new String(in.readAllBytes(), UTF_8).lines().collect(Collectors.toSet()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + " of the class path", e);
        }
        return lines;
    }
}
