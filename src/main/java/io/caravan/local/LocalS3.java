package io.caravan.local;

import io.caravan.failure.ConfigurationException;
import io.caravan.lake.folder.LocalStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** An S3 server on 127.0.0.1 over a folder: objects are plain files {@code <folder>/<bucket>/<key>}. */
public final class LocalS3 implements AutoCloseable {
    private final S3Proxy server;

    private LocalS3(S3Proxy server) {
        this.server = server;
    }

    /**
     * Starts the server and makes the bucket.
     *
     * @param folder where objects are kept; made if need be
     * @param bucket name of the bucket
     * @param port 0 for any that is free
     * @param accessKey the only one that is let in
     * @param secretKey the secret of that key
     * @throws ConfigurationException when the folder cannot be used or the port is taken
     */
    public static LocalS3 start(Path folder, String bucket, int port, String accessKey, String secretKey) {
        return start(folder, bucket, port, accessKey, secretKey, Duration.ZERO);
    }

    /** Starts one whose clock is moved by {@code offset}: objects were last modified by so much later than their files. */
    static LocalS3 start(Path folder, String bucket, int port, String accessKey, String secretKey, Duration offset) {
        BlobStore store = LocalStore.open(LocalStore.prepare(folder, bucket), offset);
        try {
            S3Proxy server = S3Proxy.builder()
                    .blobStore(store)
                    .endpoint(URI.create("http://127.0.0.1:" + port))
                    .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                    .ignoreUnknownHeaders(true)
                    .build();
            server.start();
            return new LocalS3(server);
        } catch (Exception e) {
            throw new ConfigurationException(
                    "Cannot start the local S3 server on 127.0.0.1:" + port + ": " + e.getMessage()
                            + "; set local.s3-port to a free port, or 0 for none: a run beside this one keeps its port until it is stopped",
                    e);
        }
    }

    /** Returns the endpoint. */
    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot stop the local S3 server", e);
        }
    }
}
