package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.docs.Page;
import io.caravan.tables.TrinoServer;
import io.caravan.warehouse.AthenaViews;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views over the lake's tables answer as those of the warehouses do; Trino is there in the place of Athena: {@code mvn -Preaders verify}. */
@Tag("readers")
class TrinoAnswersIT {
    private static final String VIEWS = "caravan_views";

    @TempDir
    Path folder;

    @Test
    void theViewsOverTheLakesTablesAnswerAsTheOracleDid() throws Exception {
        try (var postgres = EmbeddedPostgres.start()) {
            String catalogue = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
            var settings = Map.of(
                    "tables.catalogue", "jdbc",
                    "tables.jdbc-url", catalogue,
                    "tables.jdbc-user", "postgres",
                    "tables.jdbc-password", "postgres");
            try (var app = TrialMonth.play(Files.createDirectory(folder.resolve("caravan")), settings);
                    var trino = TrinoServer.start(
                            Files.createDirectory(folder.resolve("trino")),
                            TrinoServer.lake(catalogue, app.lakeUrl()))) {
                trino.ask("caravan", "create schema " + VIEWS);
                for (String statement : AthenaViews.of(Path.of("sql/athena"), "caravan", Duration.ofHours(1))
                        .values()) {
                    trino.ask(VIEWS, statement);
                }
                addHistory(trino);

                assertThat(Difference.between(Answers.expected(), answers(trino)))
                        .isEqualTo(Difference.NONE);
                assertEveryQuestionOfThePageIsAnswered(trino);
            }
        }
    }

    private static List<String> answers(TrinoServer trino) throws Exception {
        var lines = new ArrayList<String>();
        for (String view : Answers.VIEWS) {
            for (Map<String, Object> row : trino.ask(VIEWS, "select * from " + view)) {
                lines.add(Answers.line(view, row));
            }
        }
        return lines;
    }

    private static void assertEveryQuestionOfThePageIsAnswered(TrinoServer trino) throws Exception {
        List<String> questions = Page.all().stream()
                .filter(page -> page.name().equals("docs/ask.md"))
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals("sql"))
                .map(Page.Block::text)
                .toList();
        assertThat(questions).hasSizeGreaterThanOrEqualTo(14);
        for (String question : questions) {
            // A simulated month has no trouble, and no forecast that can be held against what came.
            boolean isOfNothing = Stream.of("etl_load_skipped", "exit_code <> 0", "line_error")
                    .anyMatch(question::contains);
            assertThat(isOfNothing || !trino.ask(VIEWS, question).isEmpty())
                    .as(question)
                    .isTrue();
        }
    }

    /** What {@link TrialMonth#addHistory} adds to a warehouse; but the parts of the first playlist, which it only tells of, are there. */
    private static void addHistory(TrinoServer trino) throws Exception {
        String first = (String) trino.ask(VIEWS, "select min(playlist_id) as playlist_id from tbl_playlist_items")
                .get(0)
                .get("playlist_id");
        trino.ask(
                "caravan",
                "update etl_load_playlists set whole = null where extracted_at < timestamp '2026-11-24 00:00:00'");
        for (String day : List.of("2026-01-01", "2026-01-20", "2026-02-20", "2026-02-22")) {
            String read = "'gap_" + day + "', 'by hand', timestamp '" + day + " 06:00:00'";
            trino.ask("caravan", "insert into etl_load (snapshot, commit_id, extracted_at) select " + read);
            trino.ask(
                    "caravan",
                    "insert into etl_load_playlists (snapshot, commit_id, extracted_at, playlist_id, entries, whole)"
                            + " select " + read + ", 'gap', 1, true");
            trino.ask(
                    "caravan",
                    "insert into tbl_playlist_items (snapshot, commit_id, extracted_at, playlist_id, position, song_id,"
                            + " popularity) select " + read + ", 'gap', 0, 's', " + day.substring(8));
        }
        trino.ask(
                "caravan",
                "insert into etl_observation (playlist_id, observed_at, outcome, run_id) select playlist_id,"
                        + " timestamp '2026-11-25 06:00:00', 'failed', 'a run' from " + VIEWS + ".tbl_playlist");
        addParts(trino, first);
    }

    /** The list as it was read last, on the next day in two parts that overlap, of which the one that comes later has nothing of its own. */
    private static void addParts(TrinoServer trino, String playlist) throws Exception {
        String newest = "(select snapshot from " + VIEWS + ".v_playlist_reads where playlist_id = '" + playlist
                + "' order by extracted_at desc limit 1)";
        long entries = (Long) trino.ask(
                        VIEWS, "select max(position) + 1 as entries from tbl_playlist_items where snapshot = " + newest)
                .get(0)
                .get("entries");
        long half = entries / 2;
        Map<String, long[]> parts = Map.of("part_1", new long[] {0, half}, "part_2", new long[] {half, entries - 1});
        for (var part : parts.entrySet()) {
            long from = part.getValue()[0];
            long to = part.getValue()[1];
            String minute = part.getKey().equals("part_1") ? "40" : "00";
            String hour = part.getKey().equals("part_1") ? "05" : "06";
            String read = "'%s', 'by hand', timestamp '2026-12-21 %s:%s:00'".formatted(part.getKey(), hour, minute);
            trino.ask("caravan", "insert into etl_load (snapshot, commit_id, extracted_at) select " + read);
            trino.ask(
                    "caravan",
                    ("insert into etl_load_playlists (snapshot, commit_id, extracted_at, playlist_id, first_position,"
                                    + " last_position, entries, total, whole) select %s, '%s', %d, %d, %d, %d, false")
                            .formatted(read, playlist, from, to, to - from + 1, entries));
            trino.ask(
                    "caravan",
                    ("insert into tbl_playlist_items (snapshot, commit_id, extracted_at, playlist_id, position, song_id,"
                                    + " added_at, added_by, popularity) select %s, playlist_id, position, song_id, added_at,"
                                    + " added_by, popularity from %s.tbl_playlist_items where snapshot = %s and position between %d and %d")
                            .formatted(read, VIEWS, newest, from, to));
        }
    }
}
