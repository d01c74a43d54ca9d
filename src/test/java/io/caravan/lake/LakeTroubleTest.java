package io.caravan.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.failure.CaravanException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is told of a lake that cannot be reached. The codes are those of Amazon's list of S3's error responses. */
class LakeTroubleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | NoSuchBucket                 | 2  | There is no bucket sounds where Caravan looks; create it
            403 | InvalidAccessKeyId           | 2  | S3 does not take the credentials (InvalidAccessKeyId); set lake.access-key and lake.secret-key
            403 | SignatureDoesNotMatch        | 2  | S3 does not take the credentials (SignatureDoesNotMatch); set lake.access-key and lake.secret-key
            400 | ExpiredToken                 | 2  | S3 does not take the credentials (ExpiredToken); set lake.access-key and lake.secret-key
            301 | PermanentRedirect            | 2  | The bucket sounds is in another region than lake.region says, which is eu-west-1; set lake.region
            400 | AuthorizationHeaderMalformed | 2  | The bucket sounds is in another region than lake.region says, which is eu-west-1; set lake.region
            403 | RequestTimeTooSkewed         | 2  | S3 refuses requests of this machine, whose clock is wrong by more than 15 minutes; set the clock
            403 | AccessDenied                 | 2  | S3 does not allow these credentials to look into the bucket sounds (AccessDenied); grant what
            405 | MethodNotAllowed             | 2  | S3 refuses the bucket sounds with 405 (MethodNotAllowed); see lake.bucket and lake.endpoint
            503 | SlowDown                     | 75 | S3 answers for the bucket sounds with 503 (SlowDown)
            500 | InternalError                | 75 | S3 answers for the bucket sounds with 500 (InternalError)
            """)
    void aRefusalIsToldWithItsRemedyAndWhetherTimeMayHealIt(int status, String code, int exitCode, String told) {
        var refusal = S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .sdkHttpResponse(SdkHttpResponse.builder()
                                .statusCode(status)
                                .putHeader("x-amz-bucket-region", "eu-west-1")
                                .build())
                        .build())
                .build();

        CaravanException trouble = LakeTrouble.of(refusal, "sounds");

        assertThat(trouble).hasMessageStartingWith(told);
        assertThat(trouble.outcome().exitCode()).isEqualTo(exitCode);
    }

    @Test
    void aServerThatDoesNotAnswerIsToldByItsFirstCause() {
        var away =
                SdkClientException.create("Unable to execute HTTP request", new ConnectException("Connection refused"));

        CaravanException trouble = LakeTrouble.of(away, "sounds");

        assertThat(trouble)
                .hasMessage("S3 does not answer for the bucket sounds (Connection refused); see that it runs and can be"
                        + " reached from here, or set lake.endpoint to where it is");
        assertThat(trouble.outcome().exitCode()).isEqualTo(75);
    }

    @Test
    void credentialsThatNobodyHasAreTold() {
        var none = SdkClientException.create("Unable to load credentials from any of the providers in the chain");

        CaravanException trouble = LakeTrouble.of(none, "sounds");

        assertThat(trouble).hasMessageStartingWith("There are no credentials for S3: lake.access-key and");
        assertThat(trouble.outcome().exitCode()).isEqualTo(2);
    }
}
