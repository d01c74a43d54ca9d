package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the lake has to do on every S3 server; a subclass brings the server. */
abstract class LakeContractTest {
    static final String ROOT = "some/where/";

    @TempDir
    Path folder;

    S3Client client;
    Lake lake;
    /** The same bucket, seen from its top. */
    private Lake whole;

    /** Returns a client of a server. */
    abstract S3Client connect(Path empty);

    /** Returns the name of an empty bucket of that server. */
    abstract String bucket();

    @BeforeEach
    void open() {
        client = connect(folder.resolve("server"));
        lake = new Lake(client, bucket(), ROOT);
        whole = new Lake(client, bucket(), "");
    }

    @AfterEach
    void close() {
        client.close();
        stop();
    }

    /** Stops the server once nobody is connected; it would wait for them. */
    void stop() {}

    void put(String key, String text) {
        lake.put(key, text.getBytes(UTF_8), "application/json");
    }

    @Test
    void aListingGoesBeyondOneThousandKeysAndLeavesOutFolderMarkersAndDeeperKeys() {
        put("in/deeper/b.json", "{}");
        put("in/", "");
        IntStream.range(0, 1001).parallel().forEach(i -> put("in/%04d.json".formatted(i), "{}"));

        assertThat(lake.list("in/"))
                .extracting(LakeObject::key)
                .containsExactlyElementsOf(IntStream.range(0, 1001)
                        .mapToObj("in/%04d.json"::formatted)
                        .toList());
    }

    @Test
    void ofTwoWhoReadTheSameOneWrites() {
        assertThat(lake.readVersion("state/a.json")).isNull();
        assertThat(lake.putOver("state/a.json", "1".getBytes(UTF_8), "application/json", null))
                .isTrue();
        assertThat(lake.putOver("state/a.json", "2".getBytes(UTF_8), "application/json", null))
                .as("there is something by now")
                .isFalse();

        LakeVersion read = lake.readVersion("state/a.json");
        assertThat(read.bytes()).asString(UTF_8).isEqualTo("1");
        assertThat(lake.putOver("state/a.json", "3".getBytes(UTF_8), "application/json", read))
                .isTrue();
        assertThat(lake.putOver("state/a.json", "4".getBytes(UTF_8), "application/json", read))
                .as("it was written since")
                .isFalse();
        assertThat(lake.readVersion("state/a.json").bytes()).asString(UTF_8).isEqualTo("3");
    }

    @Test
    void aListingTellsWhatIsKnownOfEachObject() {
        put("in/a.json", "12345");

        LakeObject object = lake.list("in/").get(0);

        assertThat(object.size()).isEqualTo(5);
        assertThat(lake.describe("in/a.json"))
                .containsEntry("size", 5L)
                .containsEntry("etag", object.eTag())
                .containsEntry("metadata", Map.of())
                .containsKey("last_modified");
    }

    @Test
    void everyKeyLiesUnderTheRoot() {
        put("in/a.json", "one");
        lake.copyIfUnchanged("in/a.json", null, "out/b.json");

        assertThat(whole.list("some/where/in/")).extracting(LakeObject::key).containsExactly("some/where/in/a.json");
        assertThat(whole.read("some/where/out/b.json")).asString(UTF_8).isEqualTo("one");
        assertThat(whole.list("")).isEmpty();
        assertThat(lake.keyOf("some/where/in/a.json")).isEqualTo("in/a.json");
        assertThatThrownBy(() -> lake.keyOf("else/where/in/a.json")).hasMessageContaining("lake.prefix");
    }

    @Test
    void aMoveIsSafeToRepeat() {
        put("in/a.json", "one");

        lake.move("in/a.json", null, "out/a.json");
        lake.move("in/a.json", null, "out/a.json");

        assertThat(lake.read("in/a.json")).isNull();
        assertThat(lake.read("out/a.json")).asString(UTF_8).isEqualTo("one");
    }

    @Test
    void aMoveThatDiedBeforeItDeletedIsFinishedByTheNext() {
        put("in/a.json", "one");
        lake.copyIfUnchanged("in/a.json", null, "out/a.json");

        lake.move("in/a.json", null, "out/a.json");

        assertThat(lake.list("in/")).isEmpty();
        assertThat(lake.read("out/a.json")).asString(UTF_8).isEqualTo("one");
    }

    @Test
    void aMoveThatWakesUpLateLeavesWhatCameMeanwhile() {
        put("in/a.json", "one");
        String eTag = lake.list("in/").get(0).eTag();
        put("in/a.json", "two");

        lake.move("in/a.json", eTag, "out/a.json");

        assertThat(lake.read("in/a.json")).asString(UTF_8).isEqualTo("two");
        assertThat(lake.read("out/a.json")).isNull();
    }

    @Test
    void whatWasWrittenAnewIsNotDeletedInPlaceOfWhatWasMeant() {
        put("in/a.json", "one");
        String old = lake.list("in/").get(0).eTag();
        put("in/a.json", "two");

        assertThat(lake.deleteIfUnchanged("in/a.json", old)).isFalse();
        assertThat(lake.read("in/a.json")).asString(UTF_8).isEqualTo("two");

        assertThat(lake.deleteIfUnchanged("in/a.json", lake.list("in/").get(0).eTag()))
                .isTrue();
        assertThat(lake.list("in/")).isEmpty();
    }

    @Test
    void aCopyIsMadeOfWhatIsMeantAndOverNothing() {
        put("in/a.json", "one");
        LakeObject read = lake.list("in/").get(0);

        assertThat(new FreeKeys(lake).copy(read, "out/a.json", Map.of("told", "yes")))
                .isTrue();
        assertThat(new FreeKeys(lake).copy(read, "out/a.json", Map.of())).isFalse();
        assertThat(lake.describe("out/a.json")).containsEntry("metadata", Map.of("told", "yes"));

        put("in/a.json", "two");
        assertThatThrownBy(() -> new FreeKeys(lake).copy(read, "out/b.json", Map.of()))
                .isInstanceOfSatisfying(
                        S3Exception.class, refusal -> assertThat(S3Refusals.isGoneOrOverwritten(refusal))
                                .isTrue());
        assertThat(lake.exists("out/b.json")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${exchangeId} 'x'); drop.json",
                "a+b%20c%2Fd&e=f;g.json",
                "what?#now.json",
                " space at both ends ",
                "Größe 日本語 🎵.json",
                "\"quoted\" & <tagged> \\ back",
                "..."
            })
    void hostileNamesAreOnlyNames(String name) throws IOException {
        put("in/" + name, "text");

        assertThat(lake.list("in/")).extracting(LakeObject::key).containsExactly("in/" + name);
        assertThat(lake.describe("in/" + name)).containsEntry("size", 4L);
        try (var bytes = lake.openWhole("in/" + name, 4, null)) {
            assertThat(bytes).hasContent("text");
        }

        lake.move("in/" + name, null, "dead/" + name);

        assertThat(lake.list("in/")).isEmpty();
        assertThat(lake.read("dead/" + name)).asString(UTF_8).isEqualTo("text");
    }

    @Test
    void metadataAndContentTypeComeAlongInACopy() {
        client.putObject(
                request -> request.bucket(bucket())
                        .key(ROOT + "in/a.json")
                        .contentType("application/x-ndjson")
                        .metadata(Map.of("source", "elsewhere")),
                RequestBody.fromString("{}"));

        lake.move("in/a.json", null, "out/a.json");

        assertThat(lake.describe("out/a.json")).containsEntry("metadata", Map.of("source", "elsewhere"));
        assertThat(client.headObject(request -> request.bucket(bucket()).key(ROOT + "out/a.json"))
                        .contentType())
                .isEqualTo("application/x-ndjson");
    }

    @Test
    void aContentTypeThatNobodyNamesIsThatOfTheBytes() {
        client.putObject(request -> request.bucket(bucket()).key(ROOT + "in/a.txt"), RequestBody.fromString("text"));

        assertThat(client.headObject(request -> request.bucket(bucket()).key(ROOT + "in/a.txt"))
                        .contentType()
                        .replace(" ", ""))
                .isEqualToIgnoringCase("text/plain;charset=utf-8");
    }

    @Test
    void whatIsWrittenAgainReplacesWhatWasThere() {
        put("state/a.json", "a long first text");
        put("state/a.json", "");

        assertThat(lake.read("state/a.json")).isEmpty();
    }

    @Test
    void anObjectThatIsNotThereIsToldFromAServerThatFails() {
        assertThat(lake.read("in/a.json")).isNull();
        lake.delete("in/a.json");
        assertThatThrownBy(() -> lake.open("in/a.json")).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> lake.describe("in/a.json")).isInstanceOf(NoSuchKeyException.class);
        assertThat(lake.copyIfUnchanged("in/a.json", null, "out/a.json")).isFalse();
        assertThatThrownBy(() -> lake.download("in/a.json", folder.resolve("a.json")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThat(folder.resolve("a.json")).doesNotExist();
    }

    @Test
    void aDownloadHasAllBytes() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new java.util.Random(1).nextBytes(bytes);
        lake.put("in/a.bin", bytes, "application/octet-stream");

        lake.download("in/a.bin", folder.resolve("a.bin"));

        assertThat(Files.readAllBytes(folder.resolve("a.bin"))).isEqualTo(bytes);
    }

    @Test
    void aBodyShorterThanTheListingSaysIsAnErrorNotAShortObject() throws IOException {
        put("in/a.json", "12345");

        try (var all = lake.openWhole("in/a.json", 5, null)) {
            assertThat(all.readAllBytes()).hasSize(5);
        }
        try (var cut = lake.openWhole("in/a.json", 6, null)) {
            assertThatThrownBy(cut::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("5 of the 6 bytes of in/a.json");
        }
    }
}
