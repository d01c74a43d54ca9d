package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.local.spotify.Catalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers of the views beside those of an oracle in another language, and in another engine. */
@Tag("long")
class AnswersIT {
    @TempDir
    Path folder;

    @Test
    void theExpectedAnswersAreTheOraclesAndSnowflakeGivesThem() throws Exception {
        var account = Emulators.start().newAccount();
        Path one = Files.createDirectories(folder.resolve("duckdb"));
        Path other = Files.createDirectories(folder.resolve("snowflake"));
        try (var duckDb = TrialMonth.play(one, Map.of());
                var snowflake = TestApplication.start(
                        other, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)), account.settings())) {
            BothWarehousesIT.replay(duckDb, snowflake);
            snowflake.request("direct:load-warehouse");
            assertThat(snowflake.runs().summary().failures()).isEmpty();
        }
        try (Connection inDuckDb = DriverManager.getConnection("jdbc:duckdb:" + one.resolve("warehouse.duckdb"));
                Connection inSnowflake = account.connect()) {
            TrialMonth.addHistory(inDuckDb);
            assertThat(Difference.between(Answers.byOracle(inDuckDb, folder), Answers.expected()))
                    .isEqualTo(Difference.NONE);
            copyObservations(inDuckDb, inSnowflake);
            TrialMonth.addHistory(inSnowflake);
            assertThat(Difference.between(Answers.expected(), Answers.of(inSnowflake)))
                    .isEqualTo(Difference.NONE);
        }
    }

    /** Most tools of analysts bring a driver that is older than ours. */
    @Test
    void aDriverOfAnEarlierLineOpensTheFileAndAnswers() throws Exception {
        try (var app = TestApplication.start(folder, Catalogue.of(7, 3, 8, LocalDate.of(2026, 11, 21)), Map.of())) {
            app.once();
        }
        String said = PythonEnvironment.run(
                PythonEnvironment.of("lake-requirements.txt").python(),
                "-c",
                "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True);"
                        + " print(duckdb.__version__, c.sql('select count(*) from v_playlist_summary').fetchone()[0])",
                folder.resolve("warehouse.duckdb").toString());
        assertThat(said.strip()).isEqualTo("1.5.5 3");
    }

    /** They come with runs, not with snapshots. */
    private static void copyObservations(Connection from, Connection to) throws SQLException {
        try (var read = from.createStatement();
                var rows = read.executeQuery(
                        "select playlist_id, cast(observed_at as varchar), outcome, run_id from etl_observation");
                var write =
                        to.prepareStatement("insert into etl_observation (playlist_id, observed_at, outcome, run_id)"
                                + " select ?, cast(? as timestamp), ?, ?")) {
            while (rows.next()) {
                for (int i = 1; i <= 4; i++) {
                    write.setString(i, rows.getString(i));
                }
                write.executeUpdate();
            }
        }
    }
}
