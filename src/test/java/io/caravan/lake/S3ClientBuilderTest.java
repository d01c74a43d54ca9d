package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import io.caravan.failure.ConfigurationException;
import io.caravan.local.LocalS3;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

class S3ClientBuilderTest {
    @TempDir
    Path folder;

    private final S3ClientBuilder builder = new S3ClientBuilder();

    /** What the default chains of the SDK look at first. */
    @AfterEach
    void forget() {
        List.of("accessKeyId", "secretAccessKey", "region", "configFile", "disableEc2Metadata")
                .forEach(name -> System.clearProperty("aws." + name));
    }

    private S3ClientBuilder at(String endpoint) {
        builder.setEndpoint(endpoint);
        builder.setRegion("us-east-1");
        builder.setAccessKey("key");
        builder.setSecretKey("secret");
        return builder;
    }

    @Test
    void withoutKeysAndRegionTheDefaultChainsAreAsked() {
        try (var server = LocalS3.start(folder, "lake", 0, "from-the-chain", "chained-secret")) {
            System.setProperty("aws.accessKeyId", "from-the-chain");
            System.setProperty("aws.secretAccessKey", "chained-secret");
            System.setProperty("aws.region", "eu-north-1");
            builder.setEndpoint(server.url());

            try (S3Client client = builder.build()) {
                new Lake(client, "lake", "").put("a", "one".getBytes(UTF_8), "text/plain");

                assertThat(new Lake(client, "lake", "").read("a"))
                        .asString(UTF_8)
                        .isEqualTo("one");
                assertThat(client.serviceClientConfiguration().region().id()).isEqualTo("eu-north-1");
            }
        }
    }

    @Test
    void aRegionThatNothingNamesIsSaidInWords() {
        assumeThat(System.getenv("AWS_REGION")).isNull();
        System.setProperty("aws.configFile", folder.resolve("none").toString());
        System.setProperty("aws.disableEc2Metadata", "true");
        builder.setEndpoint("http://127.0.0.1:1");

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lake.region is empty");
    }

    @ParameterizedTest
    @CsvSource({
        "key, '', none, '', lake.secret-key",
        "'', secret, none, '', lake.access-key",
        "'', '', none, alias/lake, lake.kms-key",
        "'', '', s3, alias/lake, lake.kms-key",
        "'', '', aes, '', lake.encryption",
    })
    void settingsThatDoNotGoTogetherAreRefused(
            String accessKey, String secretKey, String encryption, String kmsKey, String named) {
        builder.setRegion("us-east-1");
        builder.setAccessKey(accessKey);
        builder.setSecretKey(secretKey);
        builder.setEncryption(encryption);
        builder.setKmsKey(kmsKey);

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aServerThatIsTooBusyIsAskedAgain() throws IOException {
        // Read once in a JVM: without it every answer with a body takes 40 ms, also those of other tests.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] busy = "<Error><Code>SlowDown</Code></Error>".getBytes(UTF_8);
                boolean slow = calls.incrementAndGet() < 3;
                exchange.sendResponseHeaders(slow ? 503 : 200, slow ? busy.length : 3);
                exchange.getResponseBody().write(slow ? busy : "one".getBytes(UTF_8));
            }
        });
        server.start();
        try (S3Client client =
                at("http://127.0.0.1:" + server.getAddress().getPort()).build()) {
            assertThat(new Lake(client, "lake", "").read("a")).asString(UTF_8).isEqualTo("one");
            assertThat(calls).hasValue(3);
            assertThat(client.serviceClientConfiguration()
                            .overrideConfiguration()
                            .retryStrategy())
                    .hasValueSatisfying(strategy -> assertThat(strategy).isInstanceOf(AdaptiveRetryStrategy.class));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            builder.setTimeout("100ms");
            try (S3Client client =
                    at("http://127.0.0.1:" + silent.getLocalPort()).build()) {
                assertThatThrownBy(() -> new Lake(client, "lake", "").read("a"))
                        .isInstanceOf(SdkClientException.class)
                        .hasMessageContaining("Read timed out");
            }
        }
    }
}
