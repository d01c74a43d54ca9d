package io.caravan.lake;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What S3 tells of an object beside its bytes, as it stands in the report of a dead letter. */
public final class ObjectFacts {
    private ObjectFacts() {}

    /** Returns {@code size}, {@code last_modified}, {@code metadata}, and {@code etag} where the server has one. */
    static Map<String, Object> of(HeadObjectResponse head) {
        var facts = new TreeMap<String, Object>();
        facts.put("size", head.contentLength());
        facts.put("last_modified", head.lastModified().toString());
        facts.put("metadata", head.metadata());
        if (head.eTag() != null) {
            facts.put("etag", head.eTag());
        }
        return facts;
    }

    /** Returns the user metadata among what {@link Lake#describe} told. */
    @SuppressWarnings("unchecked")
    public static Map<String, String> metadata(Map<String, Object> facts) {
        return (Map<String, String>) facts.get("metadata");
    }
}
