package io.caravan.tables;

import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** The access key of the lake, for a catalogue that makes clients of its own; Iceberg finds this by its name. */
public final class LakeCredentials implements AwsCredentialsProvider {
    static final String ACCESS_KEY = "access-key";
    static final String SECRET_KEY = "secret-key";

    private final AwsCredentials credentials;

    private LakeCredentials(AwsCredentials credentials) {
        this.credentials = credentials;
    }

    /** Returns the provider for what stands below {@code client.credentials-provider} in the catalogue's properties. */
    public static LakeCredentials create(Map<String, String> properties) {
        return new LakeCredentials(AwsBasicCredentials.create(properties.get(ACCESS_KEY), properties.get(SECRET_KEY)));
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return credentials;
    }
}
