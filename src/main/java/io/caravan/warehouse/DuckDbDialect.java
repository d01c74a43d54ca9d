package io.caravan.warehouse;

import io.caravan.ConfigurationException;
import io.caravan.RejectedException;
import io.caravan.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * DuckDB, which reads S3 only through an extension that it would have to download: it reads the files where the lake lies as a folder
 * of this machine; elsewhere they are copied to a folder first. Each load has one of its own below the work folder; in a process one
 * load at a time works, as only one has the session.
 */
public final class DuckDbDialect implements WarehouseDialect {
    /** The kinds by which DuckDB's messages begin; it sets neither SQLState nor error code. */
    private static final List<String> DATA_ERRORS =
            List.of("Conversion Error", "Constraint Error", "Invalid Input Error", "Out of Range Error");

    /** The words of the operating system with which opening a file can fail until somebody mends it. */
    private static final List<String> REFUSALS = List.of(
            "Permission denied",
            "Read-only file system",
            "No such file or directory",
            "Not a directory",
            "Is a directory",
            "not a valid DuckDB database file");

    /** Another process has the file open; another connection of this one changes the same row. */
    private static final List<String> LOCKED = List.of("Could not set lock", "Conflict on");

    private static final String PLAIN = "[\\p{L}\\p{M}\\p{N} _.=,+@():/\\\\-]+";

    private final Lake lake;
    private final WorkFolder workFolder;
    /** Null where the lake is no folder of this machine. */
    private final Path lakeFolder;
    /** Null where no load has files. */
    private volatile Path folder;

    /**
     * Creates the bean.
     *
     * @param lake where the files are
     * @param workFolder below it, a folder {@code load-<number>} is made for each load and deleted, and those that are a day old too
     * @param lakeFolder the folder in which the lake's objects lie as files; empty where only S3 has them
     * @throws ConfigurationException when a path holds what SQL or a file pattern, which it enters, would read as more than a name
     */
    public DuckDbDialect(Lake lake, String workFolder, String lakeFolder) {
        check(workFolder, "warehouse.work-folder to one that does not, such as data/work");
        if (!lakeFolder.isEmpty()) {
            check(lakeFolder, "warehouse.lake-folder, or local.folder in the profile local, to one that does not");
        }
        this.lake = lake;
        this.lakeFolder = lakeFolder.isEmpty() ? null : Path.of(lakeFolder);
        this.workFolder = new WorkFolder(Path.of(workFolder));
    }

    private static void check(String path, String remedy) {
        if (!path.matches(PLAIN)) {
            throw new ConfigurationException("The path " + path
                    + " holds more than letters, digits, spaces and _ . = , + @ ( ) : / \\ -; set " + remedy);
        }
    }

    @Override
    public String copyStatement(String sql, List<String> keys) {
        List<String> files = lakeFolder == null
                ? downloaded(keys)
                : keys.stream().map(this::inPlace).toList();
        return sql.replace(FILES, files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", ")));
    }

    /** A manifest may name anything; what dots or links lead to is no object of the lake. */
    private String inPlace(String key) {
        Path file = lakeFolder.resolve(key);
        if (Files.notExists(lakeFolder)) {
            throw new ConfigurationException("There is no folder " + lakeFolder
                    + "; set warehouse.lake-folder to where the lake's objects lie, or leave it empty");
        }
        try {
            Path root = lakeFolder.toRealPath();
            Path real = file.toRealPath();
            if (real.startsWith(root) && real.equals(root.resolve(key)) && Files.isRegularFile(real)) {
                return slashes(file);
            }
        } catch (NoSuchFileException e) {
            throw missing(key);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        throw missing(key);
    }

    private List<String> downloaded(List<String> keys) {
        cleanUp();
        folder = workFolder.create();
        List<Integer> numbers = IntStream.range(0, keys.size()).boxed().toList();
        return ManyAtOnce.map(numbers, number -> download(keys.get(number), number));
    }

    private String download(String key, int number) {
        Path file = folder.resolve(number + ".csv");
        try {
            lake.download(key, file);
        } catch (NoSuchKeyException e) {
            throw missing(key);
        }
        return slashes(file);
    }

    /** Without a cause, which the routes would take for a failing network. */
    private static RejectedException missing(String key) {
        return new RejectedException(
                "There is no " + key + ", which the manifest names; replay the snapshot, which writes it anew");
    }

    private static String slashes(Path file) {
        return file.toString().replace('\\', '/');
    }

    @Override
    public void cleanUp() {
        Path left = folder;
        if (left == null) {
            return;
        }
        // One that cannot be deleted is not in the next load's way.
        folder = null;
        try {
            WorkFolder.delete(left);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot empty the folder " + left + ", see warehouse.work-folder", e);
        }
    }

    /** {@inheritDoc} A full disk and the lock of another process are not among them. */
    @Override
    public boolean isRefusal(SQLException error) {
        String message = String.valueOf(error.getMessage());
        return REFUSALS.stream().anyMatch(message::contains);
    }

    @Override
    public boolean isAway(SQLException error) {
        return WarehouseDialect.super.isAway(error)
                || LOCKED.stream().anyMatch(String.valueOf(error.getMessage())::contains);
    }

    @Override
    public boolean isDataError(SQLException error) {
        String message = String.valueOf(error.getMessage());
        return DATA_ERRORS.stream().anyMatch(message::startsWith);
    }
}
