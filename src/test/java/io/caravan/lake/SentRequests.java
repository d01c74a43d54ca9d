package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * What each S3 client of this JVM asks for, in the words of IAM. The SDK finds the class through a file of test resources, so
 * that the application under test is the one that ships.
 */
public final class SentRequests implements ExecutionInterceptor {
    private static final Queue<Need> SENT = new ConcurrentLinkedQueue<>();
    private static final Queue<SdkRequest> REQUESTS = new ConcurrentLinkedQueue<>();

    /**
     * What a request needs.
     *
     * @param action as in a policy, such as {@code s3:GetObject}
     * @param object the object's key in the bucket; null where the action is on the bucket
     * @param prefix of a listing; null where there is none
     */
    record Need(String action, String object, String prefix) {}

    /** Forgets what was sent so far. */
    public static void clear() {
        SENT.clear();
        REQUESTS.clear();
    }

    static List<Need> all() {
        return SENT.stream().distinct().toList();
    }

    /** Returns the requests, each as its name and the key or prefix that it is about, such as {@code PutObject state/limits.json}. */
    public static List<String> requests() {
        return REQUESTS.stream()
                .map(request -> request.getClass().getSimpleName().replace("Request", "") + " "
                        + Stream.of("Key", "DestinationKey", "Prefix")
                                .flatMap(field -> request.getValueForField(field, String.class).stream())
                                .findFirst()
                                .orElse(""))
                .toList();
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        needs(context.request()).forEach(SENT::add);
        REQUESTS.add(context.request());
    }

    /** S3 says that an object is not there only to who may list the bucket, and to others that it is forbidden. */
    private static Stream<Need> read(String key) {
        return Stream.of(new Need("s3:GetObject", key, null), new Need("s3:ListBucket", null, null));
    }

    /** The SDK has joined bucket and key by now. */
    private static String source(CopyObjectRequest copy) {
        String joined = copy.getValueForField("CopySource", String.class).orElseThrow();
        return URLDecoder.decode(joined.replace("+", "%2B"), UTF_8).replaceFirst("^[^/]*/", "");
    }

    private static Stream<Need> needs(SdkRequest request) {
        if (request instanceof GetObjectRequest get) {
            return read(get.key());
        }
        if (request instanceof HeadObjectRequest head) {
            return read(head.key());
        }
        if (request instanceof PutObjectRequest put) {
            return Stream.of(new Need("s3:PutObject", put.key(), null));
        }
        if (request instanceof CreateMultipartUploadRequest create) {
            return Stream.of(new Need("s3:PutObject", create.key(), null));
        }
        if (request instanceof UploadPartRequest part) {
            return Stream.of(new Need("s3:PutObject", part.key(), null));
        }
        if (request instanceof CompleteMultipartUploadRequest complete) {
            return Stream.of(new Need("s3:PutObject", complete.key(), null));
        }
        if (request instanceof AbortMultipartUploadRequest abort) {
            return Stream.of(new Need("s3:AbortMultipartUpload", abort.key(), null));
        }
        if (request instanceof CopyObjectRequest copy) {
            return Stream.concat(read(source(copy)), Stream.of(new Need("s3:PutObject", copy.destinationKey(), null)));
        }
        if (request instanceof DeleteObjectRequest delete) {
            var need = new Need("s3:DeleteObject", delete.key(), null);
            // Whether it is still the one that was read, only those may ask who may read it.
            return delete.ifMatch() == null
                    ? Stream.of(need)
                    : Stream.of(need, new Need("s3:GetObject", delete.key(), null));
        }
        if (request instanceof ListObjectsRequest list) {
            return Stream.of(new Need("s3:ListBucket", null, list.prefix()));
        }
        if (request instanceof ListObjectsV2Request list) {
            return Stream.of(new Need("s3:ListBucket", null, list.prefix()));
        }
        if (request instanceof HeadBucketRequest) {
            return Stream.of(new Need("s3:ListBucket", null, null));
        }
        return Stream.of(new Need(request.getClass().getSimpleName(), null, null));
    }
}
