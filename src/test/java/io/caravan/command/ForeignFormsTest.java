package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.TestApplication;
import io.caravan.lake.DeadLetter;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.LakeObject;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What other programs put into the inbox, one case a prefix of one lake: the objects in the order in which they came, and the results of
 * which one has to appear whole. They were written by hand, with another program in mind each.
 */
class ForeignFormsTest {
    private static final Path CASES = Path.of("src/test/resources/foreign-forms");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ITEMS =
            "select playlist_id, song_id, strftime(added_at, '%Y-%m-%dT%H:%M:%S.%gZ'), popularity"
                    + " from v_current_playlist_items order by playlist_id, position";

    @TempDir
    Path folder;

    /** What a run left behind, by the names that the results have. */
    private record Seen(
            int exit,
            String told,
            Map<String, Object> values,
            Map<String, JsonNode> counts,
            Map<String, JsonNode> playlists,
            List<DeadLetter> dead) {}

    @TestFactory
    Stream<DynamicTest> aCaseHasOneOfItsResults() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode each :
                JSON.readTree(CASES.resolve("expected.json").toFile()).path("cases")) {
            tests.add(dynamicTest(each.path("name").asText(), () -> {
                Seen seen = run(each);
                List<List<String>> differences = new ArrayList<>();
                each.path("expect").forEach(result -> differences.add(differences(result, seen)));
                assertThat(differences).as("%s", each.path("what").asText()).anyMatch(List::isEmpty);
            }));
        }
        assertThat(tests).hasSize(51);
        return tests.stream();
    }

    private Seen run(JsonNode each) throws Exception {
        String name = each.path("name").asText();
        Path bucket = folder.resolve("s3/lake/" + name);
        int minutes = each.path("put").size();
        for (JsonNode key : each.path("put")) {
            Path target = bucket.resolve("raw_data/to_processed/" + key.asText());
            Files.createDirectories(target.getParent());
            Files.copy(CASES.resolve(name + "/inbox/" + key.asText()), target);
            Files.setLastModifiedTime(
                    target, FileTime.from(TestApplication.START.minus(Duration.ofMinutes(minutes--))));
        }
        String warehouse = "jdbc:duckdb:" + folder.resolve(name + ".duckdb");
        var settings = Map.of("lake.prefix", name + "/", "warehouse.url", warehouse);
        try (var app = TestApplication.start(folder, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)), settings)) {
            app.drainInbox();
            app.request("direct:load-warehouse");
            RunSummary run = app.runs().summary();
            var told = new StringWriter();
            SummaryText.print(run, new PrintWriter(told, true));
            Map<String, Object> values = new TreeMap<>();
            values.put("rejected", (int) run.rejected());
            values.put("skipped", skipped(run));
            values.put(
                    "inbox",
                    app.lake()
                            .listDeep("raw_data/to_processed/")
                            .map(LakeObject::key)
                            .map(key -> key.substring("raw_data/to_processed/".length()))
                            .toList());
            List<DeadLetter> dead = new DeadLetters(app.lake())
                    .list().stream().filter(letter -> !letter.isRows()).toList();
            return seen(run.exitCode(), told.toString(), values, dead, warehouse);
        }
    }

    private static Map<String, Integer> skipped(RunSummary run) {
        Map<String, Integer> skipped = new TreeMap<>();
        run.skipped().forEach((reason, count) -> {
            if (count > 0) {
                skipped.put(reason, count.intValue());
            }
        });
        return skipped;
    }

    private static Seen seen(int exit, String told, Map<String, Object> values, List<DeadLetter> dead, String warehouse)
            throws SQLException {
        Map<String, List<Object>> songs = new TreeMap<>();
        Map<String, List<Object>> added = new TreeMap<>();
        Map<String, List<Object>> popularity = new TreeMap<>();
        Map<String, JsonNode> counts = new TreeMap<>();
        Map<String, JsonNode> playlists = new TreeMap<>();
        List<Object> extracted = new ArrayList<>();
        boolean isLoaded = Files.exists(Path.of(warehouse.substring("jdbc:duckdb:".length())));
        try (var connection = DriverManager.getConnection(isLoaded ? warehouse : "jdbc:duckdb:");
                var statement = connection.createStatement()) {
            if (isLoaded) {
                try (var rows = statement.executeQuery(ITEMS)) {
                    while (rows.next()) {
                        songs.computeIfAbsent(rows.getString(1), id -> new ArrayList<>())
                                .add(rows.getString(2));
                        added.computeIfAbsent(rows.getString(1), id -> new ArrayList<>())
                                .add(rows.getString(3));
                        popularity
                                .computeIfAbsent(rows.getString(1), id -> new ArrayList<>())
                                .add(rows.getObject(4));
                    }
                }
                try (var rows =
                        statement.executeQuery("select playlist_id, playlist_name, total_items from tbl_playlist")) {
                    while (rows.next()) {
                        playlists.put(
                                rows.getString(1),
                                JSON.valueToTree(
                                        List.of(String.valueOf(rows.getString(2)), String.valueOf(rows.getObject(3)))));
                    }
                }
                try (var rows = statement.executeQuery(
                        "select strftime(extracted_at, '%Y-%m-%dT%H:%M:%S.%gZ') from etl_load order by 1")) {
                    while (rows.next()) {
                        extracted.add(rows.getString(1));
                    }
                }
            }
            for (String table : List.of(
                    "tbl_album",
                    "tbl_artists",
                    "tbl_songs",
                    "tbl_song_artists",
                    "tbl_playlist",
                    "tbl_playlist_items",
                    "etl_load")) {
                counts.put(table, JSON.valueToTree(isLoaded ? count(statement, table) : 0));
            }
        }
        values.put("current", songs);
        values.put("added", added);
        values.put("popularity", popularity);
        values.put("extracted", extracted);
        return new Seen(exit, told, values, counts, playlists, dead);
    }

    private static int count(java.sql.Statement statement, String table) throws SQLException {
        try (var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Returns in which ways what was seen is not the result; of a result only what it names is compared. */
    private static List<String> differences(JsonNode result, Seen seen) {
        List<String> wrong = new ArrayList<>();
        result.properties().forEach(part -> {
            JsonNode wanted = part.getValue();
            switch (part.getKey()) {
                case "why" -> {}
                case "exit" -> {
                    boolean isAllowed = wanted.isArray()
                            ? JSON.convertValue(wanted, List.class).contains(seen.exit)
                            : wanted.asInt() == seen.exit;
                    expect(isAllowed, "exit code " + seen.exit, wrong);
                }
                case "dead" -> dead(wanted, seen.dead, wrong);
                case "told" ->
                    wanted.forEach(pattern -> expect(
                            matches(pattern.asText(), seen.told),
                            "not told: " + pattern.asText() + " in " + seen.told,
                            wrong));
                case "counts" -> compare(part.getKey(), wanted, seen.counts, wrong);
                case "playlists" -> {
                    Map<String, JsonNode> texts = new TreeMap<>();
                    wanted.properties()
                            .forEach(playlist -> texts.put(
                                    playlist.getKey(),
                                    JSON.valueToTree(List.of(
                                            playlist.getValue().get(0).asText(),
                                            playlist.getValue().get(1).asText()))));
                    compare(part.getKey(), JSON.valueToTree(texts), seen.playlists, wrong);
                }
                default -> {
                    JsonNode had = JSON.valueToTree(anonymous(wanted, seen.values.get(part.getKey())));
                    expect(had.equals(wanted), part.getKey() + " is " + had, wrong);
                }
            }
        });
        return wrong;
    }

    private static void dead(JsonNode wanted, Collection<DeadLetter> dead, List<String> wrong) {
        Map<String, String> reasons = new LinkedHashMap<>();
        dead.forEach(letter -> reasons.put(
                letter.originalKey().substring("raw_data/to_processed/".length()),
                // The pattern is about what is said besides the object's own name.
                letter.reason().replace(letter.originalKey(), "")));
        wanted.forEach(letter -> {
            String reason = reasons.remove(letter.path("key").asText());
            expect(
                    reason != null && matches(letter.path("reason").asText(), reason),
                    letter.path("key") + " is set aside because of " + reason,
                    wrong);
            expect(
                    reason == null
                            || !letter.has("not")
                            || !matches(letter.path("not").asText(), reason),
                    "misleading: " + reason,
                    wrong);
        });
        expect(reasons.isEmpty(), "set aside as well: " + reasons, wrong);
    }

    private static void compare(String part, JsonNode wanted, Map<String, JsonNode> seen, List<String> wrong) {
        wanted.properties().forEach(each -> {
            JsonNode had = seen.get(each.getKey());
            expect(each.getValue().equals(had), part + " of " + each.getKey() + " is " + had, wrong);
        });
    }

    /** Puts an asterisk in the place of the one playlist whose id does not matter. */
    private static Object anonymous(JsonNode wanted, Object had) {
        if (!wanted.has("*") || !(had instanceof Map<?, ?> byId) || byId.size() != 1) {
            return had;
        }
        return Map.of("*", byId.values().iterator().next());
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(text)
                .find();
    }

    private static void expect(boolean isSo, String otherwise, List<String> wrong) {
        if (!isSo) {
            wrong.add(otherwise);
        }
    }
}
