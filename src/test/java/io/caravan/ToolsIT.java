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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/bi.md tells of tools over a DuckDB file, which is that of several days. */
@Tag("long")
class ToolsIT {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    private static final int DAYS = 4;
    private static final String REQUIREMENTS = "bi-requirements.txt";

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

    @Test
    void whatIsBuiltOnSqlAlchemyFindsEachTableAndViewAndTheirRows() throws Exception {
        List<String> expected = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                var statement = connection.createStatement()) {
            var kinds = new TreeMap<String, String>();
            try (var rows = connection
                    .getMetaData()
                    .getTables(null, "main", "%", new String[] {"TABLE", "BASE TABLE", "VIEW"})) {
                while (rows.next()) {
                    kinds.put(
                            rows.getString("TABLE_NAME"),
                            rows.getString("TABLE_TYPE").equals("VIEW") ? "view" : "table");
                }
            }
            for (var kind : kinds.entrySet()) {
                try (var rows = statement.executeQuery("select * from " + kind.getKey())) {
                    int count = 0;
                    while (rows.next()) {
                        count++;
                    }
                    expected.add("%s %s %d %d"
                            .formatted(
                                    kind.getKey(),
                                    kind.getValue(),
                                    rows.getMetaData().getColumnCount(),
                                    count));
                }
            }
        }
        assertThat(expected).contains("tbl_playlist table 10 3").hasSizeGreaterThan(35);

        String said = PythonEnvironment.run(
                PythonEnvironment.of(REQUIREMENTS).python(),
                PythonEnvironment.SOURCES.resolve("reflect_warehouse.py").toString(),
                folder.resolve("warehouse.duckdb").toString());

        assertThat(said.lines().filter(line -> line.matches("\\w+ (table|view) .*")))
                .containsExactlyInAnyOrderElementsOf(expected);
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
        String dbt = Path.of(PythonEnvironment.of(REQUIREMENTS).python())
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
