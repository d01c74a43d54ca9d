package io.caravan.lake;

import java.util.Set;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3 answers where a condition of a call does not hold. */
public final class S3Refusals {
    static final int NOT_FOUND = 404;
    /** Somebody else is writing the same key just now. */
    static final int CONFLICT = 409;

    static final int PRECONDITION_FAILED = 412;
    static final Set<Integer> GONE_OR_OVERWRITTEN = Set.of(NOT_FOUND, PRECONDITION_FAILED);

    private S3Refusals() {}

    /** Makes a conditional call, and returns false when S3 answered it with one of these statuses. */
    static boolean unless(Set<Integer> statuses, Runnable call) {
        try {
            call.run();
            return true;
        } catch (S3Exception e) {
            if (statuses.contains(e.statusCode())) {
                return false;
            }
            throw e;
        }
    }

    /** Tells whether S3 refused because the object that is meant is not there any more. */
    public static boolean isGoneOrOverwritten(S3Exception refusal) {
        return GONE_OR_OVERWRITTEN.contains(refusal.statusCode());
    }
}
