package io.caravan.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.caravan.TestApplication;
import io.caravan.doctor.Finding.Status;
import io.caravan.failure.Outcome;
import io.caravan.local.spotify.AppClass;
import io.caravan.local.spotify.Call;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Fault;
import io.caravan.local.spotify.Truth;
import io.caravan.settings.Settings;
import io.caravan.spotify.PlaylistAccess;
import io.caravan.spotify.UserToken;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds, beside the services of a test. */
@Timeout(300)
class DoctorTest {
    private static final Catalogue CATALOGUE = Catalogue.of(1, 5, 60, LocalDate.of(2026, 11, 20));
    private static final String EDITORIAL = "37i9dQZEVXbMDoHDwVN2tF";

    @TempDir
    Path folder;

    @Test
    void eachPlaylistIsToldWithItsAccessAndItsCost() throws Exception {
        try (var app = start(AppClass.C)) {
            app.bean("userToken", UserToken.class).keep(app.spotify.signIn(), app.clock.instant());
            String ids = String.join(",", CATALOGUE.ids()) + "," + EDITORIAL + "," + "0".repeat(22);

            app.stopTransforming();
            app.drop("older/list.json", "{}");
            app.drop("older/_SUCCESS", "");
            app.drop("list.json", "{}");
            app.lake().put("transformed_data/to_load/a.json", new byte[0], "application/json");
            app.lake().put("transformed_data/to_load/b.json", new byte[0], "application/json");
            app.lake().put("dead_letter/transform-snapshots/0123456789ab/a.json", new byte[0], "application/json");
            app.lake()
                    .put(
                            "dead_letter/transform-snapshots/0123456789ab/a.json.error.json",
                            new byte[0],
                            "application/json");
            app.lake().put("dead_letter/rows/p_20261101T060000000Z.jsonl", new byte[0], "application/json");
            List<Finding> findings = examine(app, Map.of("spotify.playlists", ids));

            Map<String, PlaylistAccess> playlists = findings.stream()
                    .filter(finding -> finding.playlist() != null)
                    .map(Finding::playlist)
                    .collect(Collectors.toMap(PlaylistAccess::id, Function.identity()));
            assertThat(ids.split(","))
                    .extracting(id -> playlists.get(id).access())
                    .containsExactly("owned", "collaborating", "owned", "closed", "owned", "editorial", "missing");
            var first = (Truth.Playlist) app.spotify.truth().get(CATALOGUE.ids().get(0));
            assertThat(playlists.get(first.id()).entries())
                    .isEqualTo(first.entries().size());
            assertThat(playlists.get(first.id()).calls()).as("three pages").isEqualTo(2 + 3);
            assertThat(message(findings, "sign-in")).contains("caravan");
            assertThat(message(findings, "app class"))
                    .isEqualTo("Development mode: the app reads what the signed-in user owns or collaborates on"
                            + " (C of spotify.app-class)");
            assertThat(message(findings, "consent")).contains("in 180 days").doesNotContain("login");
            assertThat(message(findings, "bucket")).contains("can be written");
            assertThat(message(findings, "inbox"))
                    .isEqualTo("Objects that wait: 2 in raw_data/to_processed/ (and 1 never taken, such as _SUCCESS),"
                            + " 2 in transformed_data/to_load/");
            assertThat(findings)
                    .filteredOn(finding -> finding.check().equals("dead letters"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.status()).isEqualTo(Status.warning);
                        assertThat(finding.message()).contains("dead_letter/: 2;", "dead-letters list");
                    });
            assertThat(new ObjectMapper().<JsonNode>valueToTree(findings))
                    .as("what --json prints")
                    .allSatisfy(finding -> {
                        assertThat(finding.fieldNames())
                                .toIterable()
                                .isSubsetOf("check", "status", "message", "playlist");
                        assertThat(finding.path("playlist").fieldNames())
                                .toIterable()
                                .isSubsetOf("id", "access", "name", "entries", "calls", "problem");
                    });
            assertThat(message(findings, "warehouse")).contains("no warehouse yet");
            assertThat(message(findings, "budget")).contains("of the 25000");
            assertThat(outcome(findings)).isEqualTo(Outcome.PARTLY);
            assertThat(app.lake().list("state/"))
                    .extracting(object -> object.key())
                    .doesNotContain("state/doctor.txt");
        }
    }

    @Test
    void aConsentThatEndsSoonAndOneThatIsRefusedAreTold() {
        try (var app = start(AppClass.B)) {
            var token = app.bean("userToken", UserToken.class);
            token.keep(app.spotify.signIn(), app.clock.instant().minus(Duration.ofDays(155)));

            List<Finding> findings = examine(app, Map.of());
            assertThat(message(findings, "consent")).contains("login", "in 2");
            assertThat(outcome(findings)).isEqualTo(Outcome.OK);
            assertThat(findings)
                    .filteredOn(finding -> finding.check().equals("consent"))
                    .extracting(Finding::status)
                    .containsExactly(Status.warning);

            app.spotify.revokeConsent();
            assertThat(outcome(examine(app, Map.of()))).isEqualTo(Outcome.PARKED);
            app.clock.advance(Duration.ofMinutes(6));
            List<Finding> again = examine(app, Map.of());
            assertThat(outcome(again)).isEqualTo(Outcome.SIGN_IN);
            assertThat(message(again, "sign-in")).contains("java -jar caravan.jar login");
            assertThat(message(again, "warehouse")).as("the rest is looked at").isNotEmpty();
        }
    }

    @Test
    void aPenaltyIsToldWithoutACall() {
        try (var app = start(AppClass.A)) {
            app.spotify.fault("/v1/.*", 99, Fault.rateLimited("83276"));
            app.request("direct:extract-playlists");
            int calls = app.spotify.calls().size();

            List<Finding> findings = examine(app, Map.of());

            assertThat(outcome(findings)).isEqualTo(Outcome.PARKED);
            assertThat(message(findings, "budget")).contains("no call goes out before 2026-11-22T05:07");
            assertThat(app.spotify.calls()).hasSize(calls);
        }
    }

    @Test
    void aPlaylistAtWhichSpotifyFailsIsNotCalledClosed() {
        try (var app = start(AppClass.A)) {
            String first = CATALOGUE.ids().get(0);
            app.spotify.fault("/v1/playlists/" + first, 4, Fault.status(503, "Service unavailable"));

            List<Finding> findings = examine(app, Map.of("spotify.playlists", first));

            assertThat(findings)
                    .filteredOn(finding -> finding.playlist() != null)
                    .extracting(finding -> finding.playlist().access())
                    .containsExactly("unknown");
        }
    }

    @Test
    void aFailingSpotifyIsAskedAgainAndWhatItAsksForIsWaitedOutWithinTheBudget() {
        try (var app = start(AppClass.A)) {
            app.spotify.limitCalls(3, 1_000);
            app.spotify.fault("/v1/playlists/.*", 2, Fault.status(503, "Service unavailable"));
            app.spotify.fault("/v1/playlists/.*", 1, Fault.rateLimited("20"));

            List<Finding> findings = examine(app, Map.of("spotify.calls-per-30s", "3"));

            assertThat(findings)
                    .filteredOn(finding -> finding.playlist() != null)
                    .hasSize(CATALOGUE.ids().size())
                    .extracting(finding -> finding.playlist().access())
                    .containsOnly("readable");
            assertThat(app.spotify.apiCalls())
                    .extracting(Call::status)
                    .filteredOn(status -> status == 429)
                    .as("only the one that was planned")
                    .hasSize(1);
        }
    }

    @Test
    void aTableThatIsNotAsExpectedIsTold() throws Exception {
        try (var app = start(AppClass.A)) {
            app.once();
        }
        try (var app = start(AppClass.A)) {
            // The warehouse belongs to one process at a time, and here also to one way of opening it.
            app.bean("warehousePool", HikariDataSource.class).close();
            assertThat(message(examine(app, Map.of()), "warehouse")).contains("as expected");

            try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                    var statement = connection.createStatement()) {
                // What a later Caravan adds, and what an earlier one has not, hinder nobody.
                statement.execute("alter table tbl_album add column label varchar");
                statement.execute("alter table etl_load drop column transform_version");
                statement.execute("drop table etl_observation");
            }
            List<Finding> others = examine(app, Map.of());
            assertThat(others)
                    .filteredOn(finding -> finding.check().equals("warehouse"))
                    .extracting(Finding::status)
                    .containsExactly(Finding.Status.warning, Finding.Status.ok);
            assertThat(message(others, "warehouse")).contains("[label] of tbl_album");

            try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                    var statement = connection.createStatement()) {
                statement.execute("alter table tbl_songs drop column isrc");
                statement.execute("drop table tbl_artists");
            }
            List<Finding> findings = examine(app, Map.of());
            assertThat(outcome(findings)).isEqualTo(Outcome.CONFIGURATION);
            assertThat(message(findings, "warehouse"))
                    .contains("there is no tbl_artists", "tbl_songs lacks the columns [isrc]");
        }
    }

    @Test
    void whatIsOddInTheTablesIsListedAndWhetherTheyAreOfAnotherVersion() throws Exception {
        try (var app = start(AppClass.A)) {
            app.once();
        }
        try (var app = start(AppClass.A)) {
            app.bean("warehousePool", HikariDataSource.class).close();
            assertThat(messages(examine(app, Map.of()), "tables")).isEmpty();

            String warehouse = "jdbc:duckdb:" + folder.resolve("warehouse.duckdb");
            try (var connection = DriverManager.getConnection(warehouse);
                    var statement = connection.createStatement()) {
                statement.execute("update tbl_songs set duration_ms = -1"
                        + " where song_id = (select min(song_id) from tbl_songs)");
                statement.execute("insert into etl_migration values ('migrate_999_later', current_timestamp)");
            }
            List<Finding> later = examine(app, Map.of());
            assertThat(messages(later, "tables"))
                    .singleElement()
                    .asString()
                    .startsWith("not so: tbl_songs.duration_ms is 0 or more: ")
                    .endsWith(", -1");
            assertThat(messages(later, "warehouse"))
                    .anyMatch(message -> message.contains("of a later version than this Caravan")
                            && message.contains("migrate_999_later"));
            assertThat(outcome(later)).isEqualTo(Outcome.OK);

            try (var connection = DriverManager.getConnection(warehouse);
                    var statement = connection.createStatement()) {
                statement.execute("drop view v_current_playlist_items");
                statement.execute("drop table tbl_playlist_content");
                statement.execute("delete from etl_migration where migration_name like 'migrate_003%'");
            }
            List<Finding> earlier = examine(app, Map.of());
            assertThat(messages(earlier, "warehouse"))
                    .anyMatch(message -> message.contains("of an earlier version than this Caravan")
                            && message.contains("migrate_003_songs"));
            assertThat(messages(earlier, "tables")).isEmpty();
        }
    }

    @Test
    void aManifestThatWaitsForALaterVersionIsTold() {
        try (var app = start(AppClass.A)) {
            app.lake().put("transformed_data/to_load/p_x.json", "{\"model\":999}".getBytes(UTF_8), "application/json");
            assertThat(messages(examine(app, Map.of()), "inbox"))
                    .anyMatch(message -> message.startsWith(
                            "transformed_data/to_load/p_x.json names version 999 of the table model"));
        }
    }

    @Test
    void aBucketThatIsNotThereIsTold() {
        try (var app = start(AppClass.A)) {
            List<Finding> findings = examine(app, Map.of("lake.bucket", "another"));
            assertThat(findings)
                    .filteredOn(finding -> finding.check().equals("bucket"))
                    .extracting(Finding::status)
                    .containsExactly(Status.failed);
        }
    }

    private TestApplication start(AppClass appClass) {
        return TestApplication.start(folder, CATALOGUE, simulator -> simulator.with(appClass), Map.of());
    }

    private List<Finding> examine(TestApplication app, Map<String, String> more) {
        var settings = new HashMap<String, String>();
        for (String key : List.of("local.folder", "local.spotify-url", "local.lake-endpoint", "local.playlists")) {
            settings.put(key, app.context().resolvePropertyPlaceholders("{{" + key + "}}"));
        }
        settings.put("spotify.client-id", "caravan-client");
        settings.put("spotify.client-secret", "caravan-secret");
        settings.putAll(more);
        return new Doctor(
                        Settings.load(Path.of(""), "local", settings, Map.of()),
                        Path.of("routes"),
                        app.clock,
                        app.clock::advance)
                .examine();
    }

    private static String message(List<Finding> findings, String check) {
        return messages(findings, check).get(0);
    }

    private static List<String> messages(List<Finding> findings, String check) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .map(Finding::message)
                .toList();
    }

    private static Outcome outcome(List<Finding> findings) {
        return findings.stream().map(Finding::outcome).reduce(Outcome.OK, Outcome::and);
    }
}
