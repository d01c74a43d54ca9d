package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the lake of the profile local does besides, with a server and without: its objects are files. */
abstract class LocalLakeContractTest extends LakeContractTest {
    @Override
    String bucket() {
        return "lake";
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
}
