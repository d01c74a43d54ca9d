package io.caravan.lake;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Tells where a cut listing goes on, for servers that do not: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html">it is the last key of the answer</a>. Without
 * it, Camel's consumer would look at the head of the inbox again and again, and never reach what stands behind objects that
 * stay there.
 */
final class NextMarker implements ExecutionInterceptor {
    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        if (context.response() instanceof ListObjectsResponse list
                && Boolean.TRUE.equals(list.isTruncated())
                && (list.nextMarker() == null || list.nextMarker().isEmpty())) {
            return list.toBuilder().nextMarker(last(list)).build();
        }
        return context.response();
    }

    /** Keys and prefixes are two lists, each in order; the answer ends with the greater of their ends. */
    private static String last(ListObjectsResponse list) {
        String key =
                list.contents().stream().map(S3Object::key).reduce((a, b) -> b).orElse(null);
        String prefix = list.commonPrefixes().stream()
                .map(CommonPrefix::prefix)
                .reduce((a, b) -> b)
                .orElse(null);
        return key == null || (prefix != null && prefix.compareTo(key) > 0) ? prefix : key;
    }
}
