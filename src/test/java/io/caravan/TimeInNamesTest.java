package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.lake.DeadLetter;
import io.caravan.lake.DeadLetterRetry;
import io.caravan.lake.DeadLetters;
import io.caravan.local.spotify.Catalogue;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a playlist whose reads come with a time in their names, in an order of their own. */
class TimeInNamesTest {
    private static final String PLAYLIST = "maMlWDZ5tsJpOiq12MvQIR";
    private static final String CURRENT =
            "select song_id from v_current_playlist_items where playlist_id = '" + PLAYLIST + "'";

    @TempDir
    Path folder;

    private TestApplication start(String... setting) {
        var nothing = Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21));
        return TestApplication.start(
                folder, nothing, setting.length == 0 ? Map.of() : Map.of("lake.day-first", setting[0]));
    }

    private static String page(String song) {
        return """
                {"href":"https://api.spotify.com/v1/playlists/%s/tracks?offset=0","items":[{"added_at":"2024-01-01T00:00:00Z",
                "is_local":false,"track":{"id":"%s","name":"Song","duration_ms":1000,"explicit":false,"type":"track",
                "album":{"id":"album","name":"Album"},"artists":[{"id":"artist","name":"Artist"}]}}],"offset":0,"total":1}""".formatted(PLAYLIST, song);
    }

    private static int load(TestApplication app) throws InterruptedException {
        app.drainInbox();
        app.request("direct:load-warehouse");
        return app.runs().summary().exitCode();
    }

    private List<String> query(String sql) throws SQLException {
        try (var warehouse = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            return Tables.rows(warehouse, sql);
        }
    }

    @Test
    void anOlderReadThatComesLaterNeverBecomesTheCurrentContent() throws Exception {
        List<List<String>> newerAndOlder = List.of(
                List.of("a_20240203040506.json", "a_20240202040506.json"),
                List.of("b_2024_02_05.json", "b_2024_02_04.json"),
                List.of("c_1707278706.json", "c_1707192306.json"),
                List.of("d_2024-02-09T04:05:06+09:00.json", "d_2024-02-08T18:05:06Z.json"),
                List.of("e_20240217_1456.json", "e_20240217_0830.json"),
                List.of("25-12-2024.json", "12-24-2024.json"));
        try (TestApplication app = start()) {
            for (List<String> names : newerAndOlder) {
                String newer = names.get(0);
                app.drop(newer, page("newer" + newer.charAt(0)));
                assertThat(load(app)).isZero();
                app.drop(names.get(1), page("older" + newer.charAt(0)));
                assertThat(load(app)).isZero();
                assertThat(query(CURRENT)).as(newer).containsExactly("newer" + newer.charAt(0));
            }
            assertThat(query("select count(*) from tbl_playlist_items where playlist_id = '" + PLAYLIST + "'"))
                    .containsExactly("12");
        }
    }

    @Test
    void aDateThatCanBeReadInTwoWaysIsSetAsideUntilTheSettingSaysWhichItIs() throws Exception {
        try (TestApplication app = start()) {
            app.drop("x_03-02-2024.json", page("newer"));
            app.drop("x_04-01-2024.json", page("older"));
            assertThat(app.once().exitCode()).isEqualTo(3);
            assertThat(query(CURRENT)).isEmpty();
            assertThat(letters(app)).hasSize(2).allSatisfy(letter -> {
                assertThat(letter.stage()).isEqualTo("transform-snapshots");
                assertThat(letter.reason()).contains("can be read in two ways", "lake.day-first", "dead-letters retry");
            });
        }
        try (TestApplication app = start("true")) {
            var retry = new DeadLetterRetry(app.lake(), new DeadLetters(app.lake()));
            letters(app).forEach(retry::retry);
            assertThat(load(app)).isZero();
            assertThat(letters(app)).isEmpty();
            assertThat(query("select extracted_at from tbl_playlist_items where playlist_id = '" + PLAYLIST
                            + "' order by 1"))
                    .containsExactly("2024-01-04 00:00:00", "2024-02-03 00:00:00");
            assertThat(query(CURRENT)).containsExactly("newer");
        }
    }

    private static List<DeadLetter> letters(TestApplication app) {
        return new DeadLetters(app.lake()).list();
    }
}
