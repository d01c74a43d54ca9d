package io.caravan.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

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

    /** Returns the names, without their ending, of the files of a folder that end so, in whichever jar. */
    static Set<String> names(String folder, String ending) {
        Set<String> names = new TreeSet<>();
        try {
            for (URL url : Collections.list(ClassPath.class.getClassLoader().getResources(folder))) {
                if (url.openConnection() instanceof JarURLConnection jar) {
                    jar.getJarFile().stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.startsWith(folder + "/") && name.endsWith(ending))
                            .map(name -> name.substring(folder.length() + 1, name.length() - ending.length()))
                            .forEach(names::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + " of the class path", e);
        }
        return names;
    }
}
