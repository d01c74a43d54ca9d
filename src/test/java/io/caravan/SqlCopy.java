package io.caravan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A copy of {@code sql/} in which a file differs, as somebody might edit it. */
public final class SqlCopy {
    private SqlCopy() {}

    /** Copies the statements of an engine into a folder, writes one of its own, and returns the engine's folder in it. */
    public static String with(Path folder, String engine, String file, String statement) throws IOException {
        for (String part : List.of("common", engine)) {
            Path copy = Files.createDirectories(folder.resolve(part));
            try (Stream<Path> files = Files.list(Path.of("sql", part))) {
                for (Path original : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(original, copy.resolve(original.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Path edited = folder.resolve(engine);
        Files.writeString(edited.resolve(file + ".sql"), statement);
        return edited.toString();
    }
}
