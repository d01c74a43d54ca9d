package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.TestApplication;
import io.caravan.failure.RejectedException;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What was set aside, and the ways back. */
class DeadLettersTest {
    private static final String INBOX = "raw_data/to_processed/";
    private static final String GOOD = """
            {"id":"4uLU6hMCjMI75M1A2tKUQC","name":"Mine","snapshot_id":"s1","tracks":{"total":1,"items":[
             {"added_at":"2026-01-02T03:04:05Z","track":{"id":"t1","type":"track","name":"One","duration_ms":1000}}]}}""";

    @TempDir
    Path folder;

    private TestApplication app;
    private Lake lake;
    private DeadLetters deadLetters;

    @BeforeEach
    void start() {
        app = TestApplication.start(folder, Catalogue.of(1, 1, 5, LocalDate.of(2026, 11, 21)), Map.of());
        lake = app.lake();
        deadLetters = app.bean("deadLetters", DeadLetters.class);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private void transform(boolean on) throws Exception {
        if (on) {
            app.context().getRouteController().startRoute("transform-snapshots");
        } else {
            app.stopTransforming();
        }
    }

    private void drain() throws InterruptedException {
        app.drainInbox();
    }

    private String retry(DeadLetter letter) {
        return new DeadLetterRetry(lake, deadLetters).retry(letter);
    }

    private DeadLetter only() {
        assertThat(deadLetters.list()).hasSize(1);
        return deadLetters.list().get(0);
    }

    private List<String> keys(String prefix) {
        return lake.listDeep(prefix).map(LakeObject::key).toList();
    }

    private String text(String key) {
        byte[] bytes = lake.read(key);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private DeadLetter buried(String name, String bytes) {
        app.drop(name, bytes);
        assertThat(deadLetters.bury("transform-snapshots", INBOX + name, null, Map.of("message", "no reason")))
                .isTrue();
        return only();
    }

    private JsonNode manifest() throws IOException {
        List<String> manifests = keys("transformed_data/to_load/");
        assertThat(manifests).hasSize(1);
        return new ObjectMapper().readTree(lake.read(manifests.get(0)));
    }

    @Test
    void theListTellsWhatWhereWhyWhenAndHowOften() throws Exception {
        app.drop("broken.json", "{");
        app.drop("a.error.json", "[");
        app.drop("rejected_2026-01-02.json", GOOD.replace("\"t1\"", "5"));

        drain();

        List<DeadLetter> letters = deadLetters.list();
        assertThat(letters)
                .extracting(DeadLetter::stage)
                .containsExactly("rows", "transform-snapshots", "transform-snapshots");
        assertThat(letters).filteredOn(letter -> !letter.isRows()).allSatisfy(letter -> {
            assertThat(letter.reason()).startsWith("Cannot read the raw object " + letter.originalKey());
            assertThat(letter.at()).startsWith("2026-11-21T06:00:");
            assertThat(letter.attempts()).isEqualTo(1);
            assertThat(letter.size()).isEqualTo(1);
        });
        assertThat(letters)
                .extracting(DeadLetter::originalKey)
                .containsExactlyInAnyOrder(null, INBOX + "broken.json", INBOX + "a.error.json");
        assertThat(letters.get(0).reason()).contains("rejected-2026-01-02_");
    }

    @Test
    void whatComesBackIsTheSnapshotThatItWouldHaveBeen() throws Exception {
        transform(false);
        app.bean("s3Client", S3Client.class)
                .putObject(
                        request -> request.bucket("lake")
                                .key(INBOX + "list.json")
                                .contentType("text/weird")
                                .metadata(Map.of("source", "elsewhere")),
                        RequestBody.fromString(GOOD));
        Files.setLastModifiedTime(
                folder.resolve("s3/lake/" + INBOX + "list.json"), FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
        deadLetters.bury("transform-snapshots", INBOX + "list.json", null, Map.of());
        assertThat(keys(INBOX)).isEmpty();

        String words = retry(only());

        assertThat(words).isEqualTo("stands in raw_data/to_processed/list.json again");
        assertThat(deadLetters.list()).isEmpty();
        assertThat(keys("dead_letter/")).isEmpty();
        assertThat(text(INBOX + "list.json")).isEqualTo(GOOD);
        assertThat(ObjectFacts.metadata(lake.describe(INBOX + "list.json"))).containsEntry("source", "elsewhere");
        assertThat(app.bean("s3Client", S3Client.class)
                        .headObject(request -> request.bucket("lake").key(INBOX + "list.json"))
                        .contentType())
                .isEqualTo("text/weird");

        transform(true);
        drain();

        var sha256 = MessageDigest.getInstance("SHA-256");
        String hash = HexFormat.of().formatHex(sha256.digest((INBOX + "list.json\0" + GOOD).getBytes(UTF_8)));
        assertThat(manifest().path("snapshot").asText()).isEqualTo("list_" + hash.substring(0, 12));
        assertThat(manifest().path("extracted_at").asText()).isEqualTo("2020-01-02T03:04:05.000Z");
    }

    @Test
    void whatLayInAFolderComesBackIntoIt() throws Exception {
        String key = INBOX + "year=2026/month=01/day=02/list.json";
        app.drop(key.substring(INBOX.length()), GOOD.replace("]}}", ""));
        drain();

        assertThat(retry(only())).isEqualTo("stands in " + key + " again");
        assertThat(keys(INBOX)).containsExactly(key);
    }

    @Test
    void aKeyThatIsNotAllowedComesBackUnderAPlainOne() throws Exception {
        app.drop("${exchangeId}.json", GOOD);
        drain();

        String words = retry(only());
        drain();

        assertThat(words).matches("stands in raw_data/to_processed/[0-9a-f]{12}___exchangeId_\\.json again");
        assertThat(manifest().path("seen").asInt()).isEqualTo(1);
        assertThat(deadLetters.list()).isEmpty();
    }

    @Test
    void whatIsStillBrokenIsADeadLetterAgainHoweverOftenItIsTried() throws Exception {
        app.drop("broken.json", "{");
        drain();
        for (int i = 0; i < 3; i++) {
            DeadLetter before = only();

            retry(before);
            drain();

            assertThat(only().key()).isNotEqualTo(before.key());
            assertThat(text(only().key())).isEqualTo("{");
            assertThat(only().originalKey()).isEqualTo(INBOX + "broken.json");
            assertThat(only().attempts()).isEqualTo(i + 2);
        }
        assertThat(keys("dead_letter/")).hasSize(2);
    }

    /** The transform may be quicker than the rest of a retry. */
    @Test
    void whatIsSetAsideAgainBeforeItsRetryHasEndedIsNotLost() throws Exception {
        app.drop("broken.json", "{");
        drain();
        DeadLetter first = only();
        assertThatThrownBy(() -> retryDyingAfter(1, first)).isInstanceOf(DyingClient.Killed.class);
        drain();
        assertThat(deadLetters.list()).as("the old one and the new one").hasSize(2);

        deadLetters.remove(first);

        assertThat(text(only().key())).isEqualTo("{");
    }

    private void retryDyingAfter(int writes, DeadLetter letter) {
        var dying = new Lake(DyingClient.after(writes, app.bean("s3Client", S3Client.class)), "lake", "");
        new DeadLetterRetry(dying, new DeadLetters(dying)).retry(letter);
    }

    @Test
    void aRetryThatIsKilledBetweenAnyTwoStepsIsFinishedByTheNext() throws Exception {
        for (int writes = 0; writes < 3; writes++) {
            int kill = writes;
            transform(false);
            DeadLetter letter = buried("list" + writes + ".json", GOOD);
            assertThatThrownBy(() -> retryDyingAfter(kill, letter)).isInstanceOf(DyingClient.Killed.class);

            retry(only());

            assertThat(deadLetters.list()).isEmpty();
            assertThat(text(INBOX + "list" + writes + ".json")).isEqualTo(GOOD);
            transform(true);
            drain();
            assertThat(keys("transformed_data/to_load/"))
                    .as("killed after %s writes", writes)
                    .hasSize(writes + 1);
        }
    }

    @Test
    void aRetryThatWasKilledAndWhoseObjectIsWorkedOffAddsNothingWhenRepeated() throws Exception {
        transform(false);
        DeadLetter letter = buried("list.json", GOOD);
        assertThatThrownBy(() -> retryDyingAfter(1, letter)).isInstanceOf(DyingClient.Killed.class);
        transform(true);
        drain();
        JsonNode first = manifest();

        retry(only());
        drain();

        assertThat(manifest()).isEqualTo(first);
        assertThat(deadLetters.list()).isEmpty();
        assertThat(keys("raw_data/processed/")).hasSize(1);
    }

    @Test
    void somethingNewUnderTheSameKeyIsNotOverwritten() throws Exception {
        transform(false);
        DeadLetter letter = buried("list.json", GOOD);
        app.drop("list.json", GOOD.replace("Mine", "Newer"));

        assertThatThrownBy(() -> retry(letter))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("another object stands under raw_data/to_processed/list.json");

        assertThat(text(INBOX + "list.json")).contains("Newer");
        assertThat(text(only().key())).isEqualTo(GOOD);
    }

    /** It would be set aside under the very key that a retry deletes. */
    @Test
    void anObjectThatIsStillInItsInboxKeepsItsDeadLetter() throws Exception {
        transform(false);
        DeadLetter letter = buried("list.json", GOOD);
        lake.copyIfUnchanged(letter.key(), null, INBOX + "list.json");

        assertThatThrownBy(() -> retry(letter)).hasMessageContaining("is still in its inbox");

        assertThat(text(only().key())).isEqualTo(GOOD);
    }

    @Test
    void aManifestComesBackToTheInboxOfTheLoad() throws Exception {
        app.drop("list_2026-01-02.json", GOOD);
        drain();
        String csv = keys("transformed_data/songs_data/").get(0);
        byte[] songs = lake.read(csv);
        lake.delete(csv);
        app.request("direct:load-warehouse");
        assertThat(only().stage()).isEqualTo("load-warehouse");
        lake.put(csv, songs, "text/csv");

        retry(only());
        app.request("direct:load-warehouse");

        assertThat(deadLetters.list()).isEmpty();
        assertThat(app.runs().summary().snapshotsLoaded()).isEqualTo(1);
    }

    @Test
    void aManifestThatIsNoneIsNotPutBackAndSaysWhatToDo() {
        lake.put("transformed_data/to_load/${x}.json", "{".getBytes(UTF_8), "application/json");
        app.request("direct:load-warehouse");

        assertThatThrownBy(() -> retry(only()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("Discard it, and replay the snapshot");

        assertThat(only().size()).isEqualTo(1);
    }

    @Test
    void anAnswerOfSpotifyIsNotPutBackButItsPlaylistCanBeReadAgain() {
        String playlist = app.spotify.truth().keySet().iterator().next();
        app.spotify.fault("/v1/playlists/" + playlist, 100, Fault.html());
        app.request("direct:extract-playlists");

        assertThat(only().playlistId()).isEqualTo(playlist);
        assertThatThrownBy(() -> retry(only()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("Discard it: the next run then reads the playlist again");
    }

    @Test
    void rejectedEntriesAreNotPutBack() throws Exception {
        app.drop("rejected.json", GOOD.replace("\"t1\"", "5"));
        drain();

        assertThatThrownBy(() -> retry(only()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("replay the snapshot, else discard it");
    }

    @Test
    void thePlaylistIsKnownFromTheNameOfItsSnapshot() {
        String name = "4uLU6hMCjMI75M1A2tKUQC_20261101T060000000Z";

        assertThat(new DeadLetter("dead_letter/rows/" + name + ".jsonl", null, null, null).playlistId())
                .isEqualTo("4uLU6hMCjMI75M1A2tKUQC");
        assertThat(new DeadLetter("dead_letter/load-warehouse/0123456789ab/" + name + ".replay.json", null, null, null)
                        .playlistId())
                .isEqualTo("4uLU6hMCjMI75M1A2tKUQC");
        assertThat(new DeadLetter("dead_letter/rows/list_0123456789ab.jsonl", null, null, null).playlistId())
                .isNull();
    }

    @Test
    void aReportWithoutItsObjectIsOnlyRemoved() {
        DeadLetter letter = buried("list.json", GOOD);
        lake.delete(letter.key());
        assertThat(only().size()).isNull();

        assertThat(retry(only())).contains("was put back or discarded before");

        assertThat(keys("dead_letter/")).isEmpty();
    }

    @Test
    void aRecordOfTheTopicIsListedWithItsReasonAndCannotBePutBack() {
        deadLetters.keepRecord("spotify-topic", 3, 42, new byte[] {1, 2}, Map.of("message", "it is none of ours"));

        DeadLetter letter = only();

        assertThat(letter.key()).isEqualTo("dead_letter/stream/spotify-topic/3/42");
        assertThat(letter.stage()).isEqualTo("stream");
        assertThat(letter.reason()).isEqualTo("it is none of ours");
        assertThatThrownBy(() -> retry(letter))
                .isInstanceOf(RejectedException.class)
                .hasMessageContainingAll("is a record of the topic", "--into=stream", "discard it");
        assertThat(lake.read(letter.key())).hasSize(2);
    }
}
