package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.failure.Outcome;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Fault;
import io.caravan.local.spotify.Truth;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of Spotify's pages, from the page to the tables: nothing lost, nothing wrong, nothing twice. */
@Timeout(300)
class PageFaultsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    /** Four playlists: the first of three pages, the last without an entry. */
    private static final Catalogue CATALOGUE = Catalogue.of(1, 4, 60, DAY);

    private static final String FIRST = CATALOGUE.ids().get(0);
    private static final String ITEMS = "/v1/playlists/[^/]+/items";
    private static final String ITEMS_OF_FIRST = "/v1/playlists/" + FIRST + "/items";
    private static final String ENTRIES_OF_FIRST = "/v1/playlists/" + FIRST + "/(items|tracks)";

    @TempDir
    Path folder;

    @Test
    void page3ThirtySecondsOfServerErrorsAreOutlived() throws Exception {
        var settings = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("application.properties"))) {
            settings.load(in);
        }
        int retries = Integer.parseInt(settings.getProperty("caravan.retries"));
        assertThat(settings.getProperty("caravan.retry-delay")).isEqualTo("1s");
        assertThat(settings.getProperty("caravan.longest-retry-delay")).isEqualTo("60s");
        assertThat(0.85 * ((1 << retries) - 1))
                .as("seconds of waiting, doubled each time, at the least that jitter makes of them")
                .isGreaterThan(30);

        try (var app = start(Map.of())) {
            app.spotify.fault(ITEMS_OF_FIRST, retries, Fault.status(503, "Service unavailable"));
            app.spotify.fault("/v1/playlists/" + FIRST, retries, Fault.status(502, "Bad gateway."));
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
            assertTruth(folder, truth(app));
        }
    }

    static Stream<Arguments> brokenAnswers() {
        return Stream.of(
                Arguments.of("truncated", Fault.truncated()),
                Arguments.of("reset", Fault.reset()),
                Arguments.of(
                        "a 504 after a stall",
                        Fault.status(504, "Gateway timeout").after(Duration.ofMillis(50))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenAnswers")
    void page4ACutAnswerIsAskedForAgainAndNeverStored(String what, Fault fault) throws Exception {
        try (var app = start(Map.of())) {
            app.spotify.fault(ITEMS, 3, fault);
            RunSummary run = app.once();
            assertThat(run.outcome()).as(what).isEqualTo(Outcome.OK);
            assertThat(run.deadLetters()).isZero();
            assertTruth(folder, truth(app));
        }
    }

    static Stream<Arguments> unreadableAnswers() {
        return Stream.of(
                Arguments.of("html", Fault.html()),
                Arguments.of("empty", Fault.empty()),
                Arguments.of("malformed", Fault.malformed()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadableAnswers")
    void page5AnAnswerThatIsNoJsonIsAskedForAgainThenKeptAsADeadLetterAndTheOthersGoOn(String what, Fault fault)
            throws Exception {
        try (var app = start(Map.of())) {
            app.spotify.fault(ITEMS, 2, fault);
            assertThat(app.once().outcome()).as(what).isEqualTo(Outcome.OK);
            assertTruth(folder, truth(app));

            app.clock.advance(Duration.ofDays(1));
            app.spotify.fault(ITEMS_OF_FIRST, 99, fault);
            RunSummary run = app.once();
            assertThat(run.outcome()).isEqualTo(Outcome.PARTLY);
            assertThat(run.deadLetters()).isEqualTo(1);
            assertThat(run.snapshotsLoaded()).isEqualTo(3);
        }
    }

    @Test
    void page6APlaylistThatIsEditedWhileItIsReadIsReadAgainAndAtLastFlagged() throws Exception {
        try (var app = start(Map.of("spotify.playlists", FIRST))) {
            var days = new AtomicInteger();
            app.spotify.fault(request -> "50".equals(request.query().get("offset")), 3, right -> {
                app.spotify.advanceTo(DAY.plusDays(3L * days.incrementAndGet()));
                return right;
            });

            app.once();
            assertThat(rows(folder, "consistent from etl_load")).containsExactly("false");
            assertThat(app.spotify.apiCalls().stream()
                            .filter(call -> call.path().endsWith("/items")))
                    .as("three times three pages")
                    .hasSizeBetween(8, 10);

            app.clock.advance(Duration.ofMinutes(1));
            assertThat(app.once().playlistsRead()).as("not remembered as read").isEqualTo(1);
            assertThat(rows(folder, "consistent from etl_load order by extracted_at"))
                    .containsExactly("false", "true");
            var expected = new ExpectedTables();
            expected.read(DAY, truth(app));
            assertThat(
                            rows(
                                    folder,
                                    "playlist_id, position, song_id, added_at, added_by, popularity from v_current_playlist_items"))
                    .containsExactlyInAnyOrderElementsOf(expected.currentItems().stream()
                            .filter(row -> row.startsWith(FIRST))
                            .toList());
        }
    }

    @Test
    void page7RenamedMissingUnknownAndWrongFieldsAreReadNulledKeptAndRejected() throws Exception {
        try (var app = start(Map.of())) {
            assertThat(truth(app)).extracting(Truth.Playlist::shape).contains(Truth.Shape.values());
            app.spotify.fault(ITEMS_OF_FIRST, 1, json(page -> {
                ObjectNode wrong = track(page, 1);
                wrong.put("id", 12);
                track(page, 2).put("duration_ms", "three minutes");
                track(page, 2).remove("popularity");
                track(page, 2).put("brand_new_field", "kept in raw");
            }));

            RunSummary run = app.once();

            assertThat(run.rejected()).isEqualTo(1);
            assertThat(run.outcome()).isEqualTo(Outcome.PARTLY);
            long tracks = truth(app).stream()
                    .flatMap(playlist -> playlist.entries().stream())
                    .filter(entry -> entry.kind() == Truth.Kind.TRACK)
                    .count();
            assertThat(rows(folder, "count(*) from tbl_playlist_items")).containsExactly(String.valueOf(tracks - 1));
            assertThat(rows(
                            folder,
                            "popularity from tbl_playlist_items where position = 2 and playlist_id = '" + FIRST + "'"))
                    .containsExactly("null");
            assertThat(text("raw_data/processed")).contains("brand_new_field");
            assertThat(text("dead_letter/rows")).contains("id is 12, expected an id");
            assertThat(run.repaired()).containsExactlyEntriesOf(Map.of("duration_ms", 1L));

            app.clock.advance(Duration.ofDays(1));
            app.spotify.fault(ITEMS_OF_FIRST, 99, json(page -> page.remove("items")));
            RunSummary second = app.once();
            assertThat(FailureWords.of(second.failures(), FIRST)).contains("no items");
            assertThat(second.snapshotsLoaded()).isEqualTo(3);
        }
    }

    @Test
    void page8ANextThatPointsElsewhereOrToItselfIsNotFollowed() throws Exception {
        try (var app = start(Map.of())) {
            app.spotify.fault(ITEMS_OF_FIRST, 1, json(page -> page.put("next", "http://169.254.169.254/latest")));
            app.spotify.fault(ITEMS_OF_FIRST, 1, json(page -> page.put("next", "https://example.org/v1")));
            app.spotify.fault(
                    ITEMS_OF_FIRST,
                    9,
                    json(page -> page.put("next", page.path("href").asText())));
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
            assertTruth(folder, truth(app));
            assertThat(app.spotify.apiCalls().stream()
                            .filter(call -> call.path().equals(ITEMS_OF_FIRST)))
                    .hasSize(3);
        }
    }

    @Test
    void page9APlaylistThatIsForbiddenOrMissingEndsAloneWithItsReasonAndRemedy() throws Exception {
        String missing = "0".repeat(22);
        try (var app = start(Map.of("spotify.playlists", String.join(",", CATALOGUE.ids()) + "," + missing))) {
            app.spotify.fault(ENTRIES_OF_FIRST, 99, Fault.status(403, "Forbidden"));
            RunSummary run = app.once();
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(FailureWords.of(run.failures(), FIRST))
                    .contains(FIRST, "owns or collaborates on", "spotify.playlists");
            assertThat(FailureWords.of(run.failures(), missing)).contains(missing, "check the id");
            assertTruth(
                    folder,
                    truth(app).stream()
                            .filter(playlist -> !playlist.id().equals(FIRST))
                            .toList());
        }
    }

    @Test
    void page10EachEntryIsCountedUnderItsReason() throws Exception {
        try (var app = start(Map.of())) {
            RunSummary run = app.once();
            var expected = assertTruth(folder, truth(app));
            assertThat(run.skipped()).isEqualTo(expected.skipped());
            assertThat(run.skipped())
                    .allSatisfy(
                            (reason, count) -> assertThat(count > 0).as(reason).isEqualTo(!reason.equals("not_track")));
            assertThat(rows(
                            folder,
                            "count(*) from etl_load where seen <> playlist_items_rows + skipped_null_item"
                                    + " + skipped_local_file + skipped_episode + skipped_no_id + rejected"))
                    .containsExactly("0");
            assertThat(rows(folder, "sum(seen) from etl_load")).containsExactly(String.valueOf(expected.seen()));
        }
    }

    private TestApplication start(Map<String, String> properties) {
        return TestApplication.start(folder, CATALOGUE, properties);
    }

    private static Collection<Truth.Playlist> truth(TestApplication app) {
        return app.spotify.truth().values().stream()
                .map(Truth.Playlist.class::cast)
                .toList();
    }

    private static ExpectedTables assertTruth(Path folder, Collection<Truth.Playlist> truth) throws SQLException {
        var expected = new ExpectedTables();
        expected.read(DAY, truth);
        assertThat(rows(
                        folder,
                        "playlist_id, position, song_id, added_at, added_by, popularity from tbl_playlist_items"))
                .containsExactlyInAnyOrderElementsOf(expected.itemsOfAllDays());
        assertThat(rows(
                        folder,
                        "song_id, song_name, duration_ms, url, popularity, explicit, isrc, song_added, album_id, artist_id"
                                + " from tbl_songs"))
                .containsExactlyInAnyOrderElementsOf(expected.songs());
        return expected;
    }

    private static List<String> rows(Path folder, String select) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                var statement = connection.createStatement();
                var result = statement.executeQuery("select " + select)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    String value = result.getString(i);
                    row.add(value == null ? "null" : value.replaceAll("(\\d\\d:\\d\\d:\\d\\d)\\.0+$", "$1"));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    private static Fault json(Consumer<ObjectNode> change) {
        return Fault.json((JsonNode body) -> {
            change.accept((ObjectNode) body);
            return body;
        });
    }

    /** Returns the track of a row of the first playlist, whose rows call it {@code track}. */
    private static ObjectNode track(ObjectNode page, int row) {
        return (ObjectNode) page.path("items").get(row).path("track");
    }

    private String text(String prefix) {
        var text = new StringBuilder();
        for (Path file : files(folder.resolve("s3/lake").resolve(prefix))) {
            try {
                text.append(Files.readString(file, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
