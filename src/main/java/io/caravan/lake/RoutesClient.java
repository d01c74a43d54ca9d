package io.caravan.lake;

import java.io.IOException;
import java.io.InputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * S3 as Camel's endpoints see it. Each of them asks for the bucket before it starts, and ends the start in words of its own where S3 does
 * not answer: {@link Lake#reach} asks once for all. The consumer of the inbox opens each object of a listing before the first of them is worked on, and reads
 * each to its end when it closes it, although the route opens it itself: every byte would be downloaded twice, and an object that
 * cannot be opened would hold up all others. Here what a listing told of an object is the answer.
 */
public final class RoutesClient extends DelegatingS3Client {
    private volatile Map<String, S3Object> listed = Map.of();

    /** Creates the view of a client, which whoever made it closes. */
    public RoutesClient(S3Client client) {
        super(client);
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        return HeadBucketResponse.builder().build();
    }

    @Override
    public ListObjectsResponse listObjects(ListObjectsRequest request) {
        ListObjectsResponse list = withNextMarker(super.listObjects(request));
        listed = list.contents().stream()
                .collect(Collectors.toMap(S3Object::key, Function.identity(), (one, same) -> one));
        return list;
    }

    /**
     * Answers with what the last listing told of an object; who reads its bytes is told where they are to be had. Whole seconds, as a
     * real answer has them: snapshots of other programs are dated by it.
     */
    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        S3Object object = listed.get(request.key());
        if (object == null) {
            return super.getObject(request, transformer);
        }
        var response = GetObjectResponse.builder()
                .eTag(object.eTag())
                .contentLength(object.size())
                .lastModified(object.lastModified().truncatedTo(ChronoUnit.SECONDS))
                .build();
        try {
            return transformer.transform(response, AbortableInputStream.create(new Unread(request.key())));
        } catch (Exception e) {
            throw new IllegalStateException("Cannot answer for " + request.key(), e);
        }
    }

    /** Closes nothing: the routes write with the same client. */
    @Override
    public void close() {}

    /**
     * Tells where a cut listing goes on, for servers that do not: <a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html">it is the last key of the answer</a>. Without it,
     * the consumer would look at the head of the inbox again and again, and never reach what stands behind objects that stay there.
     */
    private static ListObjectsResponse withNextMarker(ListObjectsResponse list) {
        boolean missing = Boolean.TRUE.equals(list.isTruncated())
                && (list.nextMarker() == null || list.nextMarker().isEmpty());
        return missing ? list.toBuilder().nextMarker(last(list.contents())).build() : list;
    }

    private static String last(List<S3Object> objects) {
        return objects.get(objects.size() - 1).key();
    }

    /** What the consumer may close, and nobody read. */
    private static final class Unread extends InputStream {
        private final String key;

        Unread(String key) {
            this.key = key;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public int read() throws IOException {
            throw new IOException("The consumer of the inbox brings no bytes of " + key
                    + "; keep ignoreBody: true in its route, which opens the object by a bean");
        }
    }
}
