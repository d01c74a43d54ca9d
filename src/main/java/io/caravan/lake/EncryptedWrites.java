package io.caravan.lake;

import io.caravan.failure.ConfigurationException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Asks S3 to encrypt whatever the client writes, whoever sends the request. Parts of a multipart upload follow the request
 * that begins it, and so do not ask for themselves.
 */
final class EncryptedWrites implements ExecutionInterceptor {
    private final ServerSideEncryption encryption;
    private final String kmsKey;
    private final Boolean bucketKey;

    /**
     * Creates the interceptor.
     *
     * @param encryption {@code none} asks for nothing, so that the bucket's own default holds; {@code s3} or {@code kms}
     * @param kmsKey id, ARN or alias of a KMS key; empty for the account's own key of S3
     */
    EncryptedWrites(String encryption, String kmsKey) {
        this.encryption = switch (encryption) {
            case "none" -> null;
            case "s3" -> ServerSideEncryption.AES256;
            case "kms" -> ServerSideEncryption.AWS_KMS;
            default -> throw new ConfigurationException("lake.encryption must be none, s3 or kms");
        };
        boolean kms = this.encryption == ServerSideEncryption.AWS_KMS;
        if (!kms && !kmsKey.isEmpty()) {
            throw new ConfigurationException(
                    "lake.kms-key has a value, but lake.encryption is " + encryption + "; set that to kms");
        }
        this.kmsKey = kmsKey.isEmpty() ? null : kmsKey;
        // One data key for many objects, instead of a paid call to KMS for each.
        this.bucketKey = kms ? Boolean.TRUE : null;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        if (encryption == null) {
            return request;
        }
        if (request instanceof PutObjectRequest put) {
            return put.toBuilder()
                    .serverSideEncryption(encryption)
                    .ssekmsKeyId(kmsKey)
                    .bucketKeyEnabled(bucketKey)
                    .build();
        }
        if (request instanceof CopyObjectRequest copy) {
            return copy.toBuilder()
                    .serverSideEncryption(encryption)
                    .ssekmsKeyId(kmsKey)
                    .bucketKeyEnabled(bucketKey)
                    .build();
        }
        if (request instanceof CreateMultipartUploadRequest create) {
            return create.toBuilder()
                    .serverSideEncryption(encryption)
                    .ssekmsKeyId(kmsKey)
                    .bucketKeyEnabled(bucketKey)
                    .build();
        }
        return request;
    }
}
