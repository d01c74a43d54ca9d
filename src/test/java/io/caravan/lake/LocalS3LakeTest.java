package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.local.LocalS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The S3 server of the profile local. */
class LocalS3LakeTest extends LakeContractTest {
    private LocalS3 server;

    @Override
    S3Client connect(Path empty) {
        server = LocalS3.start(empty, bucket(), 0, "key", "secret");
        return client("secret");
    }

    @Override
    String bucket() {
        return "lake";
    }

    @Override
    void stop() {
        server.close();
    }

    private S3Client client(String secret) {
        return S3Clients.of(server.url(), "key", secret);
    }

    @Test
    void anUploadThatNeverEndedIsNotListed() throws IOException {
        put("in/a.json", "{}");
        Path half = folder.resolve("server/lake/some/where/in/b.json-0b0cbc8e-3c3c-4a6e-9d5a-0123456789ab");
        Files.writeString(half, "{\"half");

        assertThat(lake.list("in/")).extracting(LakeObject::key).containsExactly("in/a.json");
    }

    @Test
    void aCopyIsOneMoreNameOfTheSameFileAndStaysWhenTheOriginalIsWrittenAnew() throws IOException {
        put("in/a.json", "one");
        String eTag = lake.list("in/").get(0).eTag();

        assertThat(lake.copyIfUnchanged("in/a.json", eTag, "out/b.json")).isTrue();
        assertThat(lake.copyIfUnchanged("in/a.json", eTag, "out/b.json")).isTrue();

        assertThat(Files.isSameFile(file("in/a.json"), file("out/b.json"))).isTrue();
        assertThat(lake.list("out/"))
                .singleElement()
                .extracting(LakeObject::eTag)
                .isEqualTo(eTag);
        put("in/a.json", "two");
        assertThat(lake.read("out/b.json")).asString(UTF_8).isEqualTo("one");
        assertThat(names("out")).containsExactly("b.json");
    }

    @Test
    void aCopyUnderAConditionThatDoesNotHoldLeavesNothingBehind() throws IOException {
        put("in/a.json", "one");
        put("out/b.json", "before");
        String old = lake.list("in/").get(0).eTag();
        put("in/a.json", "two");

        assertThat(lake.copyIfUnchanged("in/a.json", old, "out/b.json")).isFalse();
        assertThat(lake.copyIfUnchanged("in/a.json", old, "out/c.json")).isFalse();

        assertThat(lake.read("out/b.json")).asString(UTF_8).isEqualTo("before");
        assertThat(names("out")).containsExactly("b.json");
    }

    /** It has no ETag to hold a condition against; its copy does. */
    @Test
    void aFilePutThereByHandIsCopiedByteByByte() throws IOException {
        Files.createDirectories(file("in"));
        Files.writeString(file("in/a.json"), "one");

        assertThat(lake.copyIfUnchanged("in/a.json", null, "out/b.json")).isTrue();

        assertThat(Files.isSameFile(file("in/a.json"), file("out/b.json"))).isFalse();
        assertThat(lake.list("out/"))
                .singleElement()
                .extracting(LakeObject::eTag)
                .isNotNull();
        assertThat(names("out")).containsExactly("b.json");
    }

    private Path file(String key) {
        return folder.resolve("server/lake/" + ROOT + key);
    }

    private List<String> names(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(file(prefix))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theServerLetsNobodyInWithoutTheSecret() {
        try (S3Client stranger = client("guess")) {
            assertThatThrownBy(() -> new Lake(stranger, "lake", "").list("in/")).isInstanceOf(S3Exception.class);
        }
    }
}
