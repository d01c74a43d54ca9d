package io.caravan.lake.folder;

import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.blobstore.BlobStore;

/** Buckets in a folder: objects are plain files {@code <folder>/<bucket>/<key>}. */
public final class LocalStore {
    /** Far longer than a file of a small lake takes; another process may be at work in the same folder. */
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(10);

    private LocalStore() {}

    /**
     * Makes the folder and a bucket in it, and drops what killed processes left there.
     *
     * @return the folder, without links in its name
     * @throws ConfigurationException when it cannot be used
     */
    public static Path prepare(Path folder, String bucket) {
        try {
            // Nothing is listed where the folder is relative.
            Path root =
                    Files.createDirectories(folder.toAbsolutePath().normalize()).toRealPath();
            Path objects = Files.createDirectories(root.resolve(bucket));
            UnfinishedUploads.delete(objects, Instant.now().minus(LONGEST_UPLOAD));
            return root;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Cannot use " + folder + " as the folder of the local lake: " + e
                            + "; set local.folder to a folder that can be read and written",
                    e);
        }
    }

    /** Opens a folder that is prepared; objects were last modified by so much later than their files. */
    public static BlobStore open(Path root, Duration offset) {
        var properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", root.toString());
        return new MovedTimes(new WholeObjects(BlobStores.create("filesystem", properties), root), offset);
    }
}
