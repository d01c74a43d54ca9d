package io.caravan.lake.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** The files that the store writes beside an object until all of its bytes are there: {@code <key>-<random UUID>}. */
final class UnfinishedUploads {
    private static final String RANDOM = "-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private static final Pattern UPLOAD = Pattern.compile(".*" + RANDOM, Pattern.DOTALL);
    /** Narrower: somebody may have put a file into the folder whose own name ends in a UUID. */
    private static final Pattern UPLOAD_OF_OURS = Pattern.compile(".*\\.(csv|jsonl?|gz|txt)" + RANDOM, Pattern.DOTALL);

    private UnfinishedUploads() {}

    /** Returns whether a key is that of an object that is being written. */
    static boolean isOne(String key) {
        return UPLOAD.matcher(key).matches();
    }

    /** Returns a key that nobody knows, under which an object is made before it takes its place. */
    static String nameOf(String key) {
        return key + "-" + UUID.randomUUID();
    }

    /**
     * Deletes what processes that were killed have left of uploads in one piece of the kinds of files that Caravan writes.
     *
     * @param folder of a bucket; links in it are not followed
     * @param before uploads written to since may be those of a living process; a copy that this takes the hidden name from is made
     *     byte by byte
     */
    static void delete(Path folder, Instant before) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()
                        && attributes.lastModifiedTime().toInstant().isBefore(before)
                        && UPLOAD_OF_OURS.matcher(file.getFileName().toString()).matches()) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
