package io.caravan.lake.folder;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The types of objects, as the store keeps them beside the files' bytes. */
final class ContentTypes {
    private static final Logger LOG = LoggerFactory.getLogger(ContentTypes.class);
    /** Where the store keeps it. */
    private static final String CONTENT_TYPE = "user.content-type";

    private static final byte[] UNKNOWN_TYPE = "binary/octet-stream".getBytes(US_ASCII);

    private ContentTypes() {}

    /**
     * Says of a file that somebody put into the folder that nobody knows its type, as S3 says of such an object. The store would have it
     * guessed, each time, by all that is here to guess types: Snowflake's driver brings a library for it that knows a thousand.
     */
    static void settle(Path file) {
        try {
            var attributes = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
            if (attributes != null && !attributes.list().contains(CONTENT_TYPE)) {
                attributes.write(CONTENT_TYPE, ByteBuffer.wrap(UNKNOWN_TYPE));
            }
        } catch (IOException e) {
            LOG.debug("Cannot tell the type of {}", file, e);
        }
    }
}
