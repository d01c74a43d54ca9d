package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.local.spotify.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dbt project of {@code docs/dbt}, as it stands, over a warehouse of several days. */
@Tag("long")
class DbtIT {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    private static final int DAYS = 4;

    @TempDir
    static Path folder;

    @BeforeAll
    static void play() {
        try (var app = TestApplication.start(folder, Catalogue.of(7, 3, 8, FIRST), Map.of())) {
            for (int day = 0; day < DAYS; day++) {
                app.spotify.advanceTo(FIRST.plusDays(day));
                app.once();
                app.clock.advance(Duration.ofDays(1));
            }
        }
    }

    @Test
    void sourcesAndMartsPassTheirTestsAndOneRowTwiceDoesNot() throws Exception {
        Path whole = Files.copy(folder.resolve("warehouse.duckdb"), folder.resolve("whole.duckdb"));

        assertThat(build(whole)).contains("Completed successfully", "ERROR=0");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + whole);
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("select count(distinct extracted_at) from main_marts.playlist_reads"
                    + " where playlist_id = (select min(playlist_id) from main_marts.playlist_reads)")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(DAYS);
            }
            statement.executeUpdate("insert into tbl_playlist_items select * from tbl_playlist_items limit 1");
        }

        assertThatThrownBy(() -> build(whole))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unique_together_caravan_tbl_playlist_items")
                .hasMessageContaining("ERROR=1");
    }

    /** In a copy, since dbt writes beside its project. */
    private static String build(Path warehouse) throws IOException, InterruptedException {
        Path project = Files.createTempDirectory(folder, "dbt");
        try (Stream<Path> files = Files.walk(Path.of("docs/dbt"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = project.resolve(Path.of("docs/dbt").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        String dbt = Path.of(PythonEnvironment.of("dbt-requirements.txt").python())
                .resolveSibling("dbt")
                .toString();
        List<String> command = List.of(
                "env",
                "CARAVAN_DUCKDB=" + warehouse,
                dbt,
                "--no-use-colors",
                "build",
                "--project-dir=" + project,
                "--profiles-dir=" + project);
        return PythonEnvironment.run(command.toArray(String[]::new));
    }
}
