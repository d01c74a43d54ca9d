package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.local.LocalS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class LakeTest {
    @TempDir
    Path folder;

    private LocalS3 server;
    private S3Client client;
    private Lake lake;

    @BeforeEach
    void start() {
        server = LocalS3.start(folder, "lake", 0, "key", "secret");
        client = client("secret");
        lake = new Lake(client, "lake");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private S3Client client(String secret) {
        var builder = new S3ClientBuilder();
        builder.setEndpoint(server.url());
        builder.setRegion("us-east-1");
        builder.setAccessKey("key");
        builder.setSecretKey(secret);
        return builder.build();
    }

    private void put(String key, String text) {
        lake.put(key, text.getBytes(UTF_8), "application/json");
    }

    @Test
    void aListingGoesBeyondOneThousandKeysAndLeavesOutFolderMarkersAndDeeperKeys() {
        put("in/deeper/b.json", "{}");
        put("in/", "");
        IntStream.range(0, 1001).forEach(i -> put("in/%04d.json".formatted(i), "{}"));

        assertThat(lake.list("in/"))
                .extracting(LakeObject::key)
                .hasSize(1001)
                .startsWith("in/0000.json")
                .endsWith("in/1000.json");
    }

    @Test
    void aMoveIsSafeToRepeat() {
        put("in/a.json", "one");

        lake.move("in/a.json", "out/a.json");
        lake.move("in/a.json", "out/a.json");

        assertThat(lake.read("in/a.json")).isNull();
        assertThat(lake.read("out/a.json")).asString(UTF_8).isEqualTo("one");
    }

    @Test
    void hostileNamesAreOnlyNames() {
        put("in/${exchangeId} 'x'); drop.json", "{}");

        lake.move("in/${exchangeId} 'x'); drop.json", "dead/a");

        assertThat(lake.list("in/")).isEmpty();
        assertThat(lake.read("dead/a")).asString(UTF_8).isEqualTo("{}");
    }

    @Test
    void aBodyShorterThanTheListingSaysIsAnErrorNotAShortObject() throws IOException {
        put("in/a.json", "12345");

        try (var whole = lake.openWhole("in/a.json", 5)) {
            assertThat(whole.readAllBytes()).hasSize(5);
        }
        try (var cut = lake.openWhole("in/a.json", 6)) {
            assertThatThrownBy(cut::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("5 of the 6 bytes of in/a.json");
        }
    }

    @Test
    void anUploadThatNeverEndedIsNotListed() throws IOException {
        put("in/a.json", "{}");
        Files.writeString(folder.resolve("lake/in/b.json-0b0cbc8e-3c3c-4a6e-9d5a-0123456789ab"), "{\"half");

        assertThat(lake.list("in/")).extracting(LakeObject::key).containsExactly("in/a.json");
    }

    @Test
    void theLocalServerLetsNobodyInWithoutTheSecret() {
        try (S3Client stranger = client("guess")) {
            assertThatThrownBy(() -> new Lake(stranger, "lake").list("in/")).isInstanceOf(S3Exception.class);
        }
    }
}
