package io.caravan.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Lists only what was written whole, as S3 does: the store writes {@code <key>-<random UUID>} beside the object and renames it
 * when all bytes are there, and would show it meanwhile; for ever, when the process dies in between.
 */
final class WholeObjects extends InsideFolder {
    private static final String RANDOM = "-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private static final Pattern UPLOAD = Pattern.compile(".*" + RANDOM, Pattern.DOTALL);
    /** Narrower: somebody may have put a file into the folder whose own name ends in a UUID. */
    private static final Pattern UPLOAD_OF_OURS = Pattern.compile(".*\\.(csv|jsonl?|gz|txt)" + RANDOM, Pattern.DOTALL);

    WholeObjects(BlobStore store, Path folder) {
        super(store, folder);
    }

    /**
     * Deletes what processes that were killed have left of uploads in one piece of the kinds of files that Caravan writes.
     *
     * @param folder of a bucket; links in it are not followed
     * @param before uploads written to since may be those of a living process
     */
    static void deleteUnfinished(Path folder, Instant before) throws IOException {
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

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response response = super.list(request);
        return response.toBuilder()
                .contents(response.contents().stream()
                        .filter(object -> !UPLOAD.matcher(object.key()).matches())
                        .toList())
                .build();
    }
}
