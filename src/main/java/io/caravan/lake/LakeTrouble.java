package io.caravan.lake;

import io.caravan.failure.CaravanException;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What is told of a lake that cannot be reached: one sentence with the remedy, and whether a later try may go well though nobody does anything. */
public final class LakeTrouble {
    /** S3's error codes, as its API reference lists them. */
    private static final Set<String> CREDENTIALS =
            Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken");

    private static final Set<String> REGION =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");
    private static final int MOVED = 301;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;

    private LakeTrouble() {}

    /**
     * Returns what is told.
     *
     * @param bucket the one that was asked for
     */
    public static CaravanException of(SdkException e, String bucket) {
        return e instanceof AwsServiceException refusal ? refused(refusal, bucket) : unanswered(e, bucket);
    }

    private static CaravanException refused(AwsServiceException e, String bucket) {
        String code = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
        int status = e.statusCode();
        if (status >= SERVER_ERRORS || status == TOO_MANY) {
            return new UnavailableException(
                    "S3 answers for the bucket " + bucket + " with " + status + " (" + code + ")", e, Outcome.PARKED);
        }
        if (code.equals("NoSuchBucket")) {
            return new ConfigurationException(
                    "There is no bucket " + bucket
                            + " where Caravan looks; create it, or set lake.bucket, lake.region and"
                            + " lake.endpoint to those of one that there is",
                    e);
        }
        if (CREDENTIALS.contains(code)) {
            return new ConfigurationException(
                    "S3 does not take the credentials (" + code
                            + "); set lake.access-key and lake.secret-key to a pair that"
                            + " is valid, or leave both empty for the default credential chain",
                    e);
        }
        if (status == MOVED || REGION.contains(code)) {
            return new ConfigurationException(
                    "The bucket " + bucket + " is in another region than lake.region says" + region(e)
                            + "; set lake.region to it",
                    e);
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return new ConfigurationException(
                    "S3 refuses requests of this machine, whose clock is wrong by more than 15 minutes; set the clock",
                    e);
        }
        if (status == FORBIDDEN) {
            return new ConfigurationException(
                    "S3 does not allow these credentials to look into the bucket " + bucket + " (" + code
                            + "); grant what docs/aws-snowflake.md lists, or set lake.access-key and lake.secret-key to others",
                    e);
        }
        return new ConfigurationException(
                "S3 refuses the bucket " + bucket + " with " + status + " (" + code
                        + "); see lake.bucket and lake.endpoint",
                e);
    }

    private static String region(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(answer -> answer.firstMatchingHeader("x-amz-bucket-region"))
                .map(region -> ", which is " + region)
                .orElse("");
    }

    private static CaravanException unanswered(SdkException e, String bucket) {
        if (String.valueOf(e.getMessage()).contains("Unable to load credentials")) {
            return new ConfigurationException(
                    "There are no credentials for S3: lake.access-key and lake.secret-key are empty, and neither the"
                            + " environment nor ~/.aws nor the machine has any; set one of them",
                    e);
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new UnavailableException(
                "S3 does not answer for the bucket " + bucket + " ("
                        + String.valueOf(root.getMessage()).strip()
                        + "); see that it runs and can be reached from here, or set lake.endpoint to where it is",
                e,
                Outcome.PARKED);
    }
}
