package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.lake.Prefixes;
import io.caravan.local.spotify.Catalogue;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue's database takes a commit, and the line is cut before it says so. */
class LostAnswersTest {
    private final LossyDriver driver = new LossyDriver();

    @TempDir
    Path folder;

    @BeforeEach
    void register() throws Exception {
        driver.register();
    }

    @AfterEach
    void deregister() throws Exception {
        driver.deregister();
    }

    @ParameterizedTest
    @ValueSource(strings = {"etl_load", "tbl_playlist_items", "etl_run"})
    void aCommitWhoseAnswerIsLostCountsOnceAndLeavesItsTableWhole(String table) throws Exception {
        Map<String, String> settings = Map.of(
                "tables.catalogue", "jdbc", "tables.jdbc-url", LossyDriver.PREFIX + folder.resolve("tables.sqlite"));
        try (var app = TestApplication.start(folder, Catalogue.of(7, 3, 20, LocalDate.of(2026, 11, 21)), settings)) {
            driver.loseTheAnswerOfTheNextCommitTo(table);

            assertThat(app.once().failures()).isEmpty();

            assertThat(driver.lost()).isTrue();
            assertThat(app.lake().list(Prefixes.COMMIT_INBOX)).isEmpty();
            TablesOnDisk tables = TablesOnDisk.ofSqlite(folder);
            assertThat(tables.query("select count(*), count(distinct snapshot) from {etl_load}"))
                    .containsExactly("3 3");
            assertThat(tables.query("select count(*) = (select sum(row_count) from {etl_load_rows} join {etl_load}"
                            + " using (snapshot, commit_id) where table_name = 'playlist_items')"
                            + " from {tbl_playlist_items} join {etl_load} using (snapshot, commit_id)"))
                    .containsExactly("true");
            assertThat(tables.query("select count(*), count(distinct run_id) from {etl_run}"))
                    .containsExactly("1 1");
        }
    }
}
