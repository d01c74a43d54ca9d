package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.TestApplication;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.Failure;
import io.caravan.run.RunSummary;
import io.caravan.snapshot.Archive;
import io.caravan.snapshot.InboxPolls;
import io.caravan.snapshot.RawObjects;
import io.caravan.transform.Fingerprint;
import io.caravan.transform.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects that other programs drop into the inbox, good and bad. */
class InboxTest {
    private static final String GOOD = """
            {"id":"4uLU6hMCjMI75M1A2tKUQC","name":"Mine","snapshot_id":"s1","tracks":{"total":1,"items":[
             {"added_at":"2026-01-02T03:04:05Z","track":{"id":"t1","type":"track","name":"a,\\"b\\"","duration_ms":1000,
              "album":{"id":"a1","name":"NULL","release_date":"1981"},"artists":[{"id":"r1","name":"\\\\N"}]}}]}}""";

    @TempDir
    Path folder;

    private TestApplication app;

    @BeforeEach
    void start() {
        app = TestApplication.start(folder, Catalogue.of(1, 1, 5, LocalDate.of(2026, 11, 21)), Map.of());
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private void drain() throws InterruptedException {
        app.drainInbox();
    }

    private List<String> keys(String prefix) throws IOException {
        Path bucket = folder.resolve("s3/lake");
        Path under = bucket.resolve(prefix);
        if (!Files.exists(under)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(under)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private JsonNode json(String key) throws IOException {
        return new ObjectMapper().readTree(app.lake().read(key));
    }

    @Test
    void poisonEndsInTheDeadLetterWithAReasonAndGoodObjectsBesideItAreTransformed() throws Exception {
        app.drop("a-truncated.json", GOOD.substring(0, 200));
        app.drop("b-no-items.json", "{\"id\":\"4uLU6hMCjMI75M1A2tKUQC\",\"name\":\"Mine\",\"tracks\":{\"total\":1}}");
        app.drop("c-page.html", "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>");
        app.drop("d-empty-object.json", "{}");
        app.drop("e-nothing.json", "");
        app.drop("${exchangeId}", GOOD);
        app.drop("z-good.json", GOOD);

        drain();

        assertThat(keys("raw_data/to_processed")).isEmpty();
        List<String> errors = keys("dead_letter").stream()
                .filter(key -> key.endsWith(".error.json"))
                .toList();
        assertThat(errors).hasSize(6);
        assertThat(keys("dead_letter")).hasSize(12);
        for (String error : errors) {
            JsonNode report = json(error);
            assertThat(report.path("stage").asText()).isEqualTo("transform-snapshots");
            assertThat(report.path("message").asText())
                    .contains(report.path("key").asText().replaceFirst(".*/", ""));
            assertThat(report.path("exception").asText()).isEqualTo("io.caravan.failure.RejectedException");
            assertThat(report.path("attempts").asInt()).isEqualTo(1);
            assertThat(report.path("at").asText()).startsWith("2026-11-21T06:00:");
            assertThat(report.path("run_id").asText()).isEqualTo(app.runs().currentRunId());
            assertThat(report.path("etag").asText()).isNotEmpty();
        }
        assertThat(keys("transformed_data/to_load")).hasSize(1);
        assertThat(app.runs().summary().outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(app.runs().summary().deadLetters()).isEqualTo(6);
    }

    @Test
    void deadLettersKeepTheBytesAndSayWhatIsWrong() throws Exception {
        app.drop("broken.json", "{\"items\":[");

        drain();

        assertThat(keys("dead_letter"))
                .hasSize(2)
                .allMatch(key ->
                        key.matches("dead_letter/transform-snapshots/[0-9a-f]{12}/broken\\.json(\\.error\\.json)?"));
        assertThat(app.lake().read(keys("dead_letter").get(0))).asString(UTF_8).isEqualTo("{\"items\":[");
        assertThat(json(keys("dead_letter").get(1)).path("message").asText())
                .contains("raw_data/to_processed/broken.json")
                .contains("not JSON or ends too early");
    }

    @Test
    void aKeyThatIsAnExpressionIsOnlyAName() throws Exception {
        app.drop("${exchangeId}", GOOD);

        drain();

        assertThat(keys("dead_letter").get(0)).endsWith("/__exchangeId_");
        assertThat(keys("dead_letter")).hasSize(2);
        assertThat(json(keys("dead_letter").get(1)).path("key").asText())
                .isEqualTo("raw_data/to_processed/${exchangeId}");
        assertThat(keys("transformed_data")).isEmpty();
    }

    @Test
    void theSameNameWithOtherBytesIsAnotherSnapshot() throws Exception {
        app.drop("list.json", GOOD);
        drain();
        app.drop("list.json", GOOD.replace("Mine", "Yours"));
        drain();
        app.drop("list.json", GOOD);
        drain();

        assertThat(keys("transformed_data/to_load"))
                .hasSize(2)
                .allMatch(key -> key.matches("transformed_data/to_load/list_[0-9a-f]{12}\\.json"));
    }

    @Test
    void aTransformDoneTwiceWritesTheSameBytes() throws Exception {
        app.drop("list_2026-01-02.json", GOOD);
        drain();
        Map<String, String> first = contents();
        app.drop("list_2026-01-02.json", GOOD);
        drain();

        assertThat(contents()).isEqualTo(first).hasSize(7);
    }

    private Map<String, String> contents() throws IOException {
        var contents = new java.util.TreeMap<String, String>();
        for (String key : keys("transformed_data")) {
            contents.put(key, new String(app.lake().read(key), UTF_8));
        }
        return contents;
    }

    @Test
    void csvFilesQuoteEveryValueAndLeaveNullUnquoted() throws Exception {
        app.drop("list_2026-01-02.json", GOOD);

        drain();

        String name = keys("transformed_data/to_load").get(0).replaceAll(".*/|\\.json", "");
        assertThat(app.lake().read("transformed_data/songs_data/" + name + ".csv"))
                .asString(UTF_8)
                .isEqualTo("""
                        "song_id","song_name","duration_ms","url","popularity","explicit","isrc","song_added","album_id","artist_id","extracted_at","snapshot"
                        "t1","a,""b""\","1000",,,,,"2026-01-02 03:04:05.000","a1","r1","2026-01-02 00:00:00.000","%s"
                        """.formatted(name));
        assertThat(app.lake().read("transformed_data/artist_data/" + name + ".csv"))
                .asString(UTF_8)
                .endsWith("\"r1\",\"\\N\",,\"2026-01-02 00:00:00.000\",\"" + name + "\"\n");
        assertThat(json("transformed_data/to_load/" + name + ".json")
                        .path("files")
                        .path("songs")
                        .path("rows")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void rawObjectsGoToTheArchiveOfTheirDayWithTheirTime() throws Exception {
        app.drop("list_2026-01-02T03-04-05.json", GOOD);
        var gzipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzipped)) {
            out.write(GOOD.getBytes(UTF_8));
        }
        app.drop("packed 2026-02-03.json.gz", gzipped.toByteArray());

        drain();

        assertThat(keys("raw_data")).hasSize(2);
        assertThat(keys("raw_data").get(0))
                .matches(
                        "raw_data/processed/year=2026/month=01/day=02/list-2026-01-02t03-04-05_[0-9a-f]{12}_20260102T030405000Z_4uLU6hMCjMI75M1A2tKUQC\\.json");
        assertThat(keys("raw_data").get(1))
                .matches(
                        "raw_data/processed/year=2026/month=02/day=03/packed-2026-02-03_[0-9a-f]{12}_20260203T000000000Z_4uLU6hMCjMI75M1A2tKUQC\\.json\\.gz");
        assertThat(app.lake().read(keys("raw_data").get(1))).isEqualTo(gzipped.toByteArray());
    }

    @Test
    void aRejectedEntryIsKeptWithItsReasonAndTheOthersGoOn() throws Exception {
        app.drop("list_2026-01-02.json", GOOD.replace("\"items\":[", """
                "items":[{"added_at":"2026-01-02T03:04:05Z","track":{"id":5,"type":"track","name":"t2"}},"""));

        drain();

        String manifest = keys("transformed_data/to_load").get(0);
        assertThat(json(manifest).path("seen").asInt()).isEqualTo(2);
        assertThat(json(manifest).path("rejected").asInt()).isEqualTo(1);
        JsonNode rejected = json(keys("dead_letter/rows").get(0));
        assertThat(rejected.path("reason").asText()).contains("id").contains("5");
        assertThat(rejected.path("json").asText()).contains("\"name\":\"t2\"");
        assertThat(app.runs().summary().outcome()).isEqualTo(Outcome.PARTLY);
    }

    /** The first line names the snapshot, whatever the object is called. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCorrectedCopyOfAnObjectOfOursTakesNoOthersPlaceAndWithoutItsFirstLineIsASnapshotOfItsOwn(boolean zipped)
            throws Exception {
        app.request("direct:extract-playlists");
        drain();
        Map<String, String> before = texts();
        String archived = keys("raw_data/processed").get(0);
        String edited =
                new String(app.lake().read(archived), UTF_8).replaceFirst("\"name\":\"[^\"]*\"", "\"name\":\"New\"");
        if (zipped) {
            var bytes = new ByteArrayOutputStream();
            try (var out = new GZIPOutputStream(bytes)) {
                out.write(edited.getBytes(UTF_8));
            }
            app.drop("corrected.json.gz", bytes.toByteArray());
        } else {
            app.drop("corrected.json", edited);
        }
        app.clock.advance(Duration.ofMinutes(1));

        drain();

        String report = keys("dead_letter").get(1);
        assertThat(json(report).path("message").asText())
                .contains("The archive holds the snapshot", archived, "without its first line");
        assertThat(texts()).containsAllEntriesOf(before).hasSize(before.size() + 2);

        app.drop("corrected.json", edited.substring(edited.indexOf('\n') + 1));
        drain();

        assertThat(texts()).containsAllEntriesOf(before);
        assertThat(keys("transformed_data/to_load")).hasSize(2);
        String own = keys("transformed_data/to_load").stream()
                .filter(key -> key.contains("/corrected_"))
                .findFirst()
                .orElseThrow();
        String playlist = archived.replaceFirst(".*/([^/]*)_[^_]*$", "$1");
        assertThat(app.lake().read(json(own).at("/files/playlist/key").asText()))
                .asString(UTF_8)
                .contains("\"" + playlist + "\",\"New\"");
    }

    /** Dropped again as it is, such as by somebody who is not sure. */
    @Test
    void anObjectOfOursThatComesAgainAsItIsGivesTheSameFiles() throws Exception {
        app.request("direct:extract-playlists");
        drain();
        Map<String, String> before = texts();

        app.drop("again.json", app.lake().read(keys("raw_data/processed").get(0)));
        drain();

        assertThat(texts()).isEqualTo(before);
    }

    /** Returns the text of all objects by key. */
    private Map<String, String> texts() throws IOException {
        var texts = new TreeMap<String, String>();
        for (String prefix : List.of("raw_data", "transformed_data", "dead_letter")) {
            for (String key : keys(prefix)) {
                texts.put(key, new String(app.lake().read(key), UTF_8));
            }
        }
        return texts;
    }

    @Test
    void anObjectWrittenOverUnderItsOldMetadataIsRecordedUnderTheHashOfItsBytes() throws Exception {
        var before = Fingerprint.of(new ByteArrayInputStream("what stood there before".getBytes(UTF_8)));
        app.context()
                .getRegistry()
                .lookupByNameAndType("s3Client", S3Client.class)
                .putObject(
                        request -> request.bucket("lake")
                                .key("raw_data/to_processed/edited.json")
                                .metadata(before.metadata()),
                        RequestBody.fromString(GOOD));
        drain();
        assertThat(json(keys("transformed_data/to_load").get(0))
                        .path("raw_sha256")
                        .asText())
                .isEqualTo(DigestUtils.sha256Hex(GOOD));
    }

    @Test
    void anEmptyPlaylistIsASnapshot() throws Exception {
        app.drop(
                "empty.json",
                "{\"id\":\"4uLU6hMCjMI75M1A2tKUQC\",\"name\":\"Mine\",\"items\":{\"total\":0,\"items\":[]}}");

        drain();

        JsonNode manifest = json(keys("transformed_data/to_load").get(0));
        assertThat(manifest.path("files").path("playlist").path("rows").asInt()).isEqualTo(1);
        assertThat(manifest.path("files").path("playlist_items").path("rows").asInt())
                .isZero();
    }

    @Test
    void aFolderMarkerStaysWhereItIs() throws Exception {
        app.lake().put("raw_data/to_processed/", new byte[0], "binary/octet-stream");
        app.drop("list.json", GOOD);

        drain();

        assertThat(keys("dead_letter")).isEmpty();
        assertThat(keys("transformed_data/to_load")).hasSize(1);
    }

    @Test
    void aKeyWithAControlCharacterIsADeadLetterAndHoldsNobodyUp() throws Exception {
        app.drop("a\u001b[31mred.json", GOOD);
        app.drop("z-good.json", GOOD);

        drain();

        assertThat(keys("transformed_data/to_load")).hasSize(1);
        assertThat(keys("raw_data/to_processed")).isEmpty();
        assertThat(keys("dead_letter")).hasSize(2);
        assertThat(json(keys("dead_letter").get(1)).path("message").asText()).contains("control character");
    }

    @Test
    void anObjectWrittenAnewWhileItIsReadIsNotLost() throws Exception {
        app.stopTransforming();
        app.drop("list.json", GOOD);
        RawObjects rawObjects = app.bean("rawObjects", RawObjects.class);
        LakeObject first = app.lake().list("raw_data/to_processed/").get(0);
        Snapshot mine = rawObjects.read(first.key(), first.eTag(), first.size(), first.lastModified());
        app.drop("list.json", GOOD.replace("Mine", "Yours"));

        assertThat(rawObjects.archive(mine, first.key(), first.eTag())).isFalse();
        rawObjects.acknowledge(first.key(), first.eTag());
        assertThat(rawObjects.read(first.key(), first.eTag(), first.size(), first.lastModified()))
                .isNull();

        assertThat(keys("raw_data/processed")).isEmpty();
        assertThat(app.lake().read(first.key())).asString(UTF_8).contains("Yours");
    }

    @Test
    void aFileThatCannotBeWrittenLeavesTheObjectForTheNextTime() throws Exception {
        Path inTheWay = folder.resolve("s3/lake/transformed_data/songs_data");
        Files.createDirectories(inTheWay.getParent());
        Files.writeString(inTheWay, "a file where a folder is needed");
        app.drop("list.json", GOOD);

        drain();

        assertThat(keys("raw_data/to_processed")).containsExactly("raw_data/to_processed/list.json");
        assertThat(keys("transformed_data/to_load")).isEmpty();
        assertThat(keys("dead_letter")).isEmpty();

        Files.delete(inTheWay);
        drain();

        assertThat(keys("raw_data/to_processed")).isEmpty();
        assertThat(keys("transformed_data/to_load")).hasSize(1);
    }

    @Test
    void aCycleTriesWhatCannotBeWrittenOnceAndTellsItOnce() throws Exception {
        Path inTheWay = folder.resolve("s3/lake/transformed_data/songs_data");
        Files.createDirectories(inTheWay.getParent());
        Files.writeString(inTheWay, "a file where a folder is needed");
        List<String> steps = new CopyOnWriteArrayList<>();
        app.runs().report((stage, object, detail) -> steps.add(stage + " " + detail));

        RunSummary run = app.once();

        assertThat(steps.stream().filter(step -> step.startsWith("transform-snapshots failed")))
                .hasSize(1);
        assertThat(run.failures()).hasSize(1);
        assertThat(keys("raw_data/to_processed")).hasSize(1);

        Files.delete(inTheWay);
        assertThat(app.once().snapshotsLoaded())
                .as("what waited, and the same playlist once more, which did not count as read")
                .isEqualTo(2);
    }

    /** As "once" does on a lake where objects wait: they are taken from the start on, before the cycle begins. */
    @Test
    void whatIsWorkedOffBeforeTheFirstCycleBeginsIsToldByIt() throws Exception {
        var worked = new CountDownLatch(2);
        app.runs().report((stage, object, detail) -> worked.countDown());
        app.drop("broken.json", "{");
        app.drop("list_2026-01-02.json", GOOD);
        worked.await();

        RunSummary run = app.once();

        assertThat(run.deadLetters()).isEqualTo(1);
        assertThat(run.failures()).extracting(Failure::object).containsExactly("raw_data/to_processed/broken.json");
        assertThat(run.outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(run.playlistsRead()).isEqualTo(1);
        assertThat(run.snapshotsTransformed()).isEqualTo(2);
        assertThat(run.snapshotsLoaded()).isEqualTo(2);
    }

    @Test
    void whatLiesInFoldersOfTheInboxIsTakenAndTheyTellItsDayAndItsPlaylist() throws Exception {
        app.drop("list.json", GOOD);
        app.drop("year=2026/month=01/day=02/list.json", GOOD);
        app.drop("4uLU6hMCjMI75M1A2tKUQC/2026-01-03.json", GOOD.replace("\"id\":\"4uLU6hMCjMI75M1A2tKUQC\",", ""));

        RunSummary run = app.once();

        assertThat(run.outcome()).isEqualTo(Outcome.OK);
        assertThat(keys("raw_data/to_processed")).isEmpty();
        assertThat(keys("raw_data/processed"))
                .anyMatch(key -> key.startsWith("raw_data/processed/year=2026/month=01/day=02/list_"))
                .anyMatch(key -> key.startsWith("raw_data/processed/year=2026/month=01/day=03/2026-01-03_")
                        && key.endsWith("_20260103T000000000Z_4uLU6hMCjMI75M1A2tKUQC.json"));
    }

    @Test
    void aTimeThatLiesAfterTheObjectCameIsNotWhenItWasRead() throws Exception {
        app.drop("list_2099-01-02.json", GOOD);

        RunSummary run = app.once();

        assertThat(run.deadLetters()).isEqualTo(1);
        assertThat(run.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("2099-01-02", "nobody can have read it then"));
    }

    @Test
    void dailyFilesThatNameNoPlaylistAreOnesHistoryAndStaySoInAReplay() throws Exception {
        String nameless = GOOD.replaceFirst("\"id\":\"4uLU6hMCjMI75M1A2tKUQC\",", "");
        app.drop("my list 2026-01-02.json", nameless);
        app.drop("my list 2026-01-03.json", nameless.replace("\"One\"", "\"Two\""));
        app.once();

        var archive = new Archive(app.lake()).selected("unknown:my-list", null, null);
        assertThat(archive).extracting(archived -> archived.key().playlistId()).containsOnly("unknown:my-list");
        app.replay(archive);

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(keys("transformed_data/loaded"))
                .filteredOn(key -> key.endsWith(".replay.json"))
                .hasSize(2)
                .allSatisfy(key -> assertThat(
                                json(key).at("/playlists/0/playlist_id").asText())
                        .isEqualTo("unknown:my-list"));
    }

    @Test
    void marksAndHiddenAndHalfWrittenFilesAreLeftAndCounted() throws Exception {
        List<String> left = List.of(
                "raw_data/to_processed/.DS_Store",
                "raw_data/to_processed/2026/.list.json.crc",
                "raw_data/to_processed/2026/_SUCCESS",
                "raw_data/to_processed/2026/_temporary/0/part-0.json",
                "raw_data/to_processed/list.json.TMP");
        for (String key : left) {
            app.drop(key.substring("raw_data/to_processed/".length()), GOOD);
        }
        app.drop("2026/list.json", GOOD);

        RunSummary run = app.once();

        assertThat(run.outcome()).isEqualTo(Outcome.OK);
        assertThat(run.leftInInbox()).isEqualTo(5);
        assertThat(keys("raw_data/to_processed")).containsExactlyElementsOf(left);
    }

    /** Polls come more often than a large object, or one that is tried again, is worked off. */
    @Test
    void anObjectThatIsWorkedOnIsNotTakenAgain() {
        var polls = new InboxPolls(app.lake(), app.runs());
        Instant written = Instant.parse("2026-11-21T00:00:00Z");
        var first = new DefaultExchange(app.context());

        assertThat(polls.isDue(first, "raw_data/to_processed/a.json", "e1", written))
                .isTrue();
        assertThat(polls.isDue(new DefaultExchange(app.context()), "raw_data/to_processed/a.json", "e1", written))
                .isFalse();
        assertThat(polls.isDue(new DefaultExchange(app.context()), "raw_data/to_processed/b.json", "e1", written))
                .isTrue();

        UnitOfWorkHelper.doneSynchronizations(
                first, first.getExchangeExtension().handoverCompletions());
        assertThat(polls.isDue(new DefaultExchange(app.context()), "raw_data/to_processed/a.json", "e1", written))
                .as("a list that was made while the object was there")
                .isFalse();
        polls.begin(null, null);
        assertThat(polls.isDue(new DefaultExchange(app.context()), "raw_data/to_processed/a.json", "e1", written))
                .as("a later list, for which it came back")
                .isTrue();
    }

    @Test
    void inACycleAnObjectThatCameBackIsTakenAgainAndOneThatFailedIsNot() {
        var polls = new InboxPolls(app.lake(), app.runs());
        polls.beginCycle();

        assertThat(isDueAfter(polls, exchange -> {})).isTrue();
        assertThat(isDueAfter(
                        polls,
                        exchange ->
                                exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, new IOException("handled"))))
                .isFalse();
        polls.beginCycle();
        assertThat(isDueAfter(polls, exchange -> exchange.setException(new IOException("not handled"))))
                .isFalse();
        polls.beginCycle();
        assertThat(isDueAfter(polls, exchange -> {})).as("the next cycle").isTrue();
    }

    /** Each look is a request that S3 bills, and an extraction may take hours. */
    @Test
    void aCycleLooksIntoTheInboxWhereThereIsAReasonAndTheServiceByTheClock() {
        var polls = new InboxPolls(app.lake(), app.runs());
        assertThat(looks(polls, 0)).isTrue();
        assertThat(looks(polls, 0)).as("before any cycle").isTrue();
        polls.beginCycle();

        assertThat(looks(polls, 0)).as("what was there before").isTrue();
        assertThat(looks(polls, 0)).isFalse();
        polls.announce();
        assertThat(looks(polls, 50)).as("something came").isTrue();
        assertThat(looks(polls, 49)).as("more than fits into one look").isTrue();
        assertThat(looks(polls, 0)).isFalse();
        polls.announce();
        assertThat(polls.begin(null, null)).isTrue();
        polls.rollback(null, null, 0, new IOException("away"));
        assertThat(looks(polls, 0)).as("after one that failed").isTrue();
    }

    private static boolean looks(InboxPolls polls, int objects) {
        boolean begins = polls.begin(null, null);
        if (begins) {
            polls.commit(null, null, objects);
        }
        return begins;
    }

    @Test
    void whatIsWorkedOnWhenACycleBeginsIsNotTriedAgainInIt() {
        var polls = new InboxPolls(app.lake(), app.runs());
        String key = "raw_data/to_processed/a.json";
        Instant written = Instant.parse("2026-11-21T00:00:00Z");
        var early = new DefaultExchange(app.context());
        polls.isDue(early, key, "e1", written);

        polls.beginCycle();
        early.setException(new IOException("by the test"));
        UnitOfWorkHelper.doneSynchronizations(
                early, early.getExchangeExtension().handoverCompletions());

        assertThat(polls.isDue(new DefaultExchange(app.context()), key, "e1", written))
                .isFalse();
        polls.beginCycle();
        assertThat(polls.isDue(new DefaultExchange(app.context()), key, "e1", written))
                .as("the next cycle")
                .isTrue();
    }

    /** Has an object worked off, and returns whether the next look would take the same one once more. */
    private boolean isDueAfter(InboxPolls polls, Consumer<Exchange> work) {
        String key = "raw_data/to_processed/a.json";
        Instant written = Instant.parse("2026-11-21T00:00:00Z");
        look(polls);
        var first = new DefaultExchange(app.context());
        polls.isDue(first, key, "e1", written);
        work.accept(first);
        UnitOfWorkHelper.doneSynchronizations(
                first, first.getExchangeExtension().handoverCompletions());
        look(polls);
        var second = new DefaultExchange(app.context());
        boolean due = polls.isDue(second, key, "e1", written);
        UnitOfWorkHelper.doneSynchronizations(
                second, second.getExchangeExtension().handoverCompletions());
        return due;
    }

    private static void look(InboxPolls polls) {
        polls.announce();
        assertThat(polls.begin(null, null)).isTrue();
    }

    @Test
    void aCycleDoesNotWaitForAnInboxThatNobodyWorksOff() throws Exception {
        app.stopTransforming();
        app.drop("list.json", GOOD);
        var polls = new InboxPolls(app.lake(), app.runs(), Duration.ofMillis(1));
        assertThatThrownBy(polls::awaitDrained)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("transform-snapshots is not running");
    }

    @Test
    void filesPutIntoTheFolderByHandAreTakenToo() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("s3/lake/raw_data/to_processed"));
        Files.writeString(folder.resolve("good.json"), GOOD);
        Files.writeString(folder.resolve("bad.json"), "{}");
        Files.move(folder.resolve("good.json"), inbox.resolve("good.json"));
        Files.move(folder.resolve("bad.json"), inbox.resolve("bad.json"));

        drain();

        assertThat(keys("raw_data/to_processed")).isEmpty();
        assertThat(keys("transformed_data/to_load")).hasSize(1);
        assertThat(keys("dead_letter")).hasSize(2);
        assertThat(app.runs().summary().failures()).hasSize(1);
    }
}
