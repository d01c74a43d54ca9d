package io.caravan.lake;

import io.caravan.failure.ConfigurationException;
import io.caravan.lake.folder.FolderS3;
import io.caravan.text.Durations;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Builds the one S3 client of the application; a bean of {@code routes/beans.camel.yaml} sets its properties by name. What
 * holds for every request, such as the encryption of what is written, is settled here, so that no route can forget it.
 */
public final class S3ClientBuilder {
    private static final String FOLDER = "file:";

    private String endpoint = "";
    private String region = "";
    private String accessKey = "";
    private String secretKey = "";
    private String encryption = "none";
    private String kmsKey = "";
    private Duration timeout = Duration.ofSeconds(60);
    private Duration clockOffset = Duration.ZERO;

    /** Sets the origin of an S3-compatible server, addressed path-style, or the URI of a folder of buckets; empty for AWS itself. */
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

    /** Sets how every object written is encrypted: {@code none}, {@code s3} or {@code kms}. */
    public void setEncryption(String encryption) {
        this.encryption = encryption;
    }

    /** Sets the id, ARN or alias of the KMS key; empty for the account's own key of S3. */
    public void setKmsKey(String kmsKey) {
        this.kmsKey = kmsKey;
    }

    /** Sets how long to wait for a connection and for the next bytes, such as {@code 60s}. */
    public void setTimeout(String timeout) {
        this.timeout = Durations.parse(timeout);
    }

    /** Sets how far the clock of a folder stands from the machine's. */
    public void setClockOffset(Duration clockOffset) {
        this.clockOffset = clockOffset;
    }

    /**
     * Builds the client.
     *
     * @throws ConfigurationException when two settings do not go together, or nothing names the region
     */
    public S3Client build() {
        if (endpoint.startsWith(FOLDER)) {
            return FolderS3.open(URI.create(endpoint), clockOffset);
        }
        if (accessKey.isEmpty() != secretKey.isEmpty()) {
            throw new ConfigurationException("Only one of lake.access-key and lake.secret-key has a value; set both, or"
                    + " neither for the default credential chain");
        }
        var encrypted = new EncryptedWrites(encryption, kmsKey);
        var builder = S3Client.builder()
                .region(region())
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(128)
                        .connectionTimeout(timeout)
                        .connectionAcquisitionTimeout(timeout)
                        .socketTimeout(timeout))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(RetryMode.ADAPTIVE_V2)
                        .addExecutionInterceptor(encrypted)
                        .addExecutionInterceptor(new EncodedListings()));
        if (!endpoint.isEmpty()) {
            builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true);
        }
        if (!accessKey.isEmpty()) {
            builder.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)));
        }
        return builder.build();
    }

    private Region region() {
        if (!region.isEmpty()) {
            return Region.of(region);
        }
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            throw new ConfigurationException(
                    "lake.region is empty, and neither AWS_REGION nor ~/.aws/config nor the machine names a region; set one"
                            + " of them",
                    e);
        }
    }
}
