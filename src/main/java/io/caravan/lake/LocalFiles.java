package io.caravan.lake;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.RejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Objects of the lake as files of this machine, for DuckDB, which reads S3 only through an extension that it would have to download:
 * where the lake lies as a folder of this machine they are read there; elsewhere they are copied to a folder first. Each use has one of
 * its own below the work folder; of one instance one use at a time.
 */
public final class LocalFiles {
    private static final String PLAIN = "[\\p{L}\\p{M}\\p{N} _.=,+@():/\\\\-]+";

    private final Lake lake;
    private final WorkFolder workFolder;
    /** Null where the lake is no folder of this machine. */
    private final Path lakeFolder;
    /** Null where nothing was copied. */
    private volatile Path folder;

    /**
     * Creates the view of one lake.
     *
     * @param lake where the objects are
     * @param workFolder below it, a folder is made for each use and deleted, and those that are a day old too
     * @param lakeFolder the folder in which the lake's objects lie as files; empty where only S3 has them
     * @throws ConfigurationException when a path holds what SQL or a file pattern, which it enters, would read as more than a name
     */
    public LocalFiles(Lake lake, String workFolder, String lakeFolder) {
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

    /**
     * Returns the files of objects, in their order, as SQL names them.
     *
     * @param keys {@code [A-Za-z0-9_.=/-]+}
     * @throws RejectedException when one of them is not there
     */
    public List<String> of(List<String> keys) {
        if (lakeFolder != null) {
            return keys.stream().map(this::inPlace).toList();
        }
        cleanUp();
        Path into = workFolder.create();
        folder = into;
        List<Integer> numbers = IntStream.range(0, keys.size()).boxed().toList();
        return ManyAtOnce.map(numbers, number -> download(keys.get(number), into.resolve(number + ".csv")));
    }

    /** Makes a folder that nobody else has, for what is written; the caller deletes it. */
    public Path newFolder() {
        return workFolder.create();
    }

    /** Deletes such a folder with the files in it. */
    public static void delete(Path folder) {
        try {
            WorkFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot empty the folder " + folder + ", see warehouse.work-folder", e);
        }
    }

    /** Deletes one of its files. */
    public static void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the file " + file + ", see warehouse.work-folder", e);
        }
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

    private String download(String key, Path file) {
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

    /** Drops what was copied. */
    public void cleanUp() {
        Path left = folder;
        if (left == null) {
            return;
        }
        // One that cannot be deleted is not in the next load's way.
        folder = null;
        delete(left);
    }
}
