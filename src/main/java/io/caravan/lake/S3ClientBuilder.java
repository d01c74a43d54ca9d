package io.caravan.lake;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Builds the one S3 client of the application; a bean of {@code routes/beans.camel.yaml} sets its properties by name. */
public final class S3ClientBuilder {
    private String endpoint = "";
    private String region = "";
    private String accessKey = "";
    private String secretKey = "";

    /** Sets the origin of an S3-compatible server, addressed path-style; empty for AWS itself. */
    public void setEndpoint(String endpoint) {
        this.endpoint = endpoint;
    }

    /** Sets the AWS region; empty for the default region chain. */
    public void setRegion(String region) {
        this.region = region;
    }

    /** Sets the access key; empty for the default credential chain. */
    public void setAccessKey(String accessKey) {
        this.accessKey = accessKey;
    }

    /** Sets the secret key that belongs to the access key. */
    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    /** Builds the client. */
    public S3Client build() {
        var builder = S3Client.builder()
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(64)
                        .socketTimeout(Duration.ofSeconds(60))
                        .connectionTimeout(Duration.ofSeconds(10)))
                .overrideConfiguration(configuration -> configuration.retryStrategy(RetryMode.STANDARD));
        if (!region.isEmpty()) {
            builder.region(Region.of(region));
        }
        if (!endpoint.isEmpty()) {
            builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true);
        }
        if (!accessKey.isEmpty()) {
            builder.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)));
        }
        return builder.build();
    }
}
