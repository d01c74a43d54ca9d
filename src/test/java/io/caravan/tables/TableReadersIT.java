package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Outcome;
import io.caravan.PythonEnvironment;
import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that share no code with the writer find in the tables what stands in the CSV files, row by row. */
class TableReadersIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final int DAYS = 6;

    @Test
    void pyicebergAndDuckDbReadTheRowsOfTheCsvFilesTableByTableAndDayByDay(@TempDir Path folder) throws Exception {
        try (var app = TestApplication.start(
                folder,
                Catalogue.of(7, 3, 20, DAY),
                Map.of("tables.catalogue", "jdbc", "spotify.reread-after", "0s"))) {
            for (int day = 0; day < DAYS; day++) {
                assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
                app.clock.advance(Duration.ofDays(1));
            }
            String sqlite = folder.resolve("tables.sqlite").toString();
            List<String> expected = read("csv", folder.resolve("s3/lake").toString());

            assertThat(expected).hasSize(6 * DAYS);
            assertThat(read("pyiceberg", "sqlite:///" + sqlite, app.lakeUrl())).isEqualTo(expected);
            assertThat(read("duckdb", sqlite, app.lakeUrl())).isEqualTo(expected);
            assertThat(rowsByDay(expected)).isEqualTo(rowsInTheWarehouse(folder));
        }
    }

    /** Returns what {@code read_tables.py} prints; it tells its arguments. */
    static List<String> read(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of(
                PythonEnvironment.of("lake-requirements.txt").python(),
                PythonEnvironment.SOURCES.resolve("read_tables.py").toString()));
        command.addAll(List.of(arguments));
        return PythonEnvironment.run(command.toArray(String[]::new)).lines().toList();
    }

    private static Map<String, Long> rowsByDay(List<String> lines) {
        var rows = new TreeMap<String, Long>();
        lines.stream()
                .map(line -> line.split(" "))
                .forEach(part -> rows.put(part[0] + " " + part[1], Long.parseLong(part[2])));
        return rows;
    }

    private static Map<String, Long> rowsInTheWarehouse(Path folder) throws Exception {
        var rows = new TreeMap<String, Long>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                var statement = connection.createStatement();
                var result = statement.executeQuery("""
                        select 'tbl_' || table_name, cast(extracted_at as date), sum(row_count)
                        from etl_load_rows join etl_load using (snapshot)
                        where row_count > 0
                        group by all
                        """)) {
            while (result.next()) {
                rows.put(result.getString(1) + " " + result.getString(2), result.getLong(3));
            }
        }
        return rows;
    }
}
