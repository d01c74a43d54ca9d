package io.caravan.lake;

import software.amazon.awssdk.services.s3.S3Client;

/** Clients of S3 servers on this machine. */
public final class S3Clients {
    private S3Clients() {}

    /** Makes the client that the application would make of the same settings. */
    public static S3Client of(String url, String accessKey, String secretKey) {
        var builder = new S3ClientBuilder();
        builder.setEndpoint(url);
        builder.setRegion("us-east-1");
        builder.setAccessKey(accessKey);
        builder.setSecretKey(secretKey);
        return builder.build();
    }
}
