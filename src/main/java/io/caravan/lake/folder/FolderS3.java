package io.caravan.lake.folder;

import io.caravan.local.LocalS3;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * S3 over a folder without a server: what {@link LocalS3} answers, in the calling thread, with neither sockets nor signatures nor XML,
 * which are half of what a small lake costs. Several processes may be at work in the folder at once, servers of it among them.
 */
public final class FolderS3 implements S3Client {
    /** What S3 gives a listing that does not say how much it wants. */
    private static final int PAGE = 1000;

    private static final int SERVER_ERROR = 500;

    private final BlobStore store;
    private final Map<String, MultipartUpload> uploads = new ConcurrentHashMap<>();

    private FolderS3(BlobStore store) {
        this.store = store;
    }

    /**
     * Makes a folder and a bucket in it where need be.
     *
     * @return what {@link #open} takes
     * @throws io.caravan.failure.ConfigurationException when the folder cannot be used
     */
    public static URI prepare(Path folder, String bucket) {
        return LocalStore.prepare(folder, bucket).toUri();
    }

    /**
     * Opens a folder of buckets.
     *
     * @param folder one that {@link #prepare} returned
     * @param offset how far its clock stands from the machine's
     */
    public static FolderS3 open(URI folder, Duration offset) {
        return new FolderS3(LocalStore.open(Path.of(folder), offset));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        store.close();
    }

    /** What is no answer of S3's, such as a full disk, is what a server answers with 500. */
    private static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private static <T> T write(RequestBody body, Function<InputStream, T> writing) {
        return answer(() -> {
            try (InputStream bytes = body.contentStreamProvider().newStream()) {
                return writing.apply(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static SdkException failed(Exception e) {
        return S3Exception.builder()
                .statusCode(SERVER_ERROR)
                .message("The folder of the lake failed: " + e)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("InternalError")
                        .errorMessage(e.toString())
                        .build())
                .cause(e)
                .build();
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        return answer(() -> store.headBucket(request));
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        int most = request.maxKeys() == null ? PAGE : request.maxKeys();
        ListObjectsV2Response page =
                answer(() -> store.list(request.toBuilder().maxKeys(most).build()));
        return page.toBuilder()
                .name(request.bucket())
                .prefix(request.prefix())
                .delimiter(request.delimiter())
                .maxKeys(most)
                .keyCount(page.contents().size() + page.commonPrefixes().size())
                .isTruncated(page.nextContinuationToken() != null)
                .build();
    }

    @Override
    public ListObjectsResponse listObjects(ListObjectsRequest request) {
        ListObjectsV2Response page = listObjectsV2(ListObjectsV2Request.builder()
                .bucket(request.bucket())
                .prefix(request.prefix())
                .delimiter(request.delimiter())
                .maxKeys(request.maxKeys())
                .startAfter(request.marker())
                .build());
        return ListObjectsResponse.builder()
                .name(page.name())
                .prefix(page.prefix())
                .delimiter(page.delimiter())
                .maxKeys(page.maxKeys())
                .contents(page.contents())
                .commonPrefixes(page.commonPrefixes())
                .isTruncated(page.isTruncated())
                .nextMarker(page.nextContinuationToken())
                .build();
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        return answer(() -> store.blobMetadata(request));
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        ResponseInputStream<GetObjectResponse> object = answer(() -> store.getBlob(request));
        boolean taken = false;
        try {
            T result = transformer.transform(object.response(), AbortableInputStream.create(object, object));
            taken = transformer.needsConnectionLeftOpen();
            return result;
        } catch (SdkException e) {
            throw e;
        } catch (Exception e) {
            throw failed(e);
        } finally {
            if (!taken) {
                object.abort();
            }
        }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        var whole = request.toBuilder()
                .contentLength(body.optionalContentLength().orElse(request.contentLength()))
                .contentType(request.contentType() == null ? body.contentType() : request.contentType());
        return write(body, bytes -> store.putBlob(whole.build(), bytes));
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        return answer(() -> store.copyBlob(request));
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        return answer(() -> store.removeBlob(request));
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        return answer(() -> store.removeBlobs(request));
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
        MultipartUpload upload = answer(() -> store.initiateMultipartUpload(request));
        uploads.put(upload.id(), upload);
        return CreateMultipartUploadResponse.builder()
                .bucket(request.bucket())
                .key(request.key())
                .uploadId(upload.id())
                .build();
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
        var whole =
                request.toBuilder().contentLength(body.optionalContentLength().orElse(request.contentLength()));
        return write(body, bytes -> store.uploadMultipartPart(uploads.get(request.uploadId()), whole.build(), bytes));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
        return answer(() -> store.completeMultipartUpload(uploads.remove(request.uploadId()), request));
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        answer(() -> {
            store.abortMultipartUpload(uploads.remove(request.uploadId()));
            return null;
        });
        return AbortMultipartUploadResponse.builder().build();
    }
}
