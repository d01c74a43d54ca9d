package io.caravan.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder below which each load has one of its own. Several processes may share it, and in containers each of them is the process
 * 1: what a killed one left behind is told by its age alone.
 */
final class WorkFolder {
    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
    /** Not that of the first version, which deletes what has its name and the number of no living process. */
    private static final String PREFIX = "files-";

    /** Each file that comes into a folder makes it young again; no load takes so long for one file, or for reading what has come. */
    private static final Duration LEFT_OVER_AFTER = Duration.ofDays(1);

    private final Path root;

    WorkFolder(Path root) {
        this.root = root;
    }

    /**
     * Makes a folder that nobody else has, and deletes what killed processes left behind. What is old is measured by the new folder:
     * both times are then of one clock, the file system's, whatever this machine's says.
     */
    Path create() {
        try {
            Files.createDirectories(root);
            Path folder = Files.createTempDirectory(root, PREFIX);
            deleteOlderThan(modified(folder).minus(LEFT_OVER_AFTER));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder in " + root + ", see warehouse.work-folder", e);
        }
    }

    private static Instant modified(Path folder) throws IOException {
        return Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    private void deleteOlderThan(Instant time) throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            folders.filter(WorkFolder::isOfALoad).forEach(left -> deleteIfOlder(left, time));
        }
    }

    /** The digits are a random number, or were a process's. What a link leads to is not ours. */
    private static boolean isOfALoad(Path folder) {
        return folder.getFileName().toString().matches("(" + PREFIX + "|load-)\\d{1,20}")
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    /** No load fails because of what somebody else's left behind. */
    private static void deleteIfOlder(Path left, Instant time) {
        try {
            if (modified(left).isBefore(time)) {
                delete(left);
            }
        } catch (IOException e) {
            LOG.warn("Cannot delete {}, which a load left behind; the next one tries again: {}", left, e.toString());
        }
    }

    /** Deletes a folder and its files; does nothing where it is gone. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(folder);
    }
}
