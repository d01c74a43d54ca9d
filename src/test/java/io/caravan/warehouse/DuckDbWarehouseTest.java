package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.failure.Outcome;
import io.caravan.model.Table;
import io.caravan.run.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DuckDbWarehouseTest extends WarehouseContractTest {
    @Override
    TestedWarehouse newWarehouse() {
        return new DuckDbFile(folder.resolve("warehouse.duckdb"));
    }

    @Test
    void anEmptyInboxDoesNotOpenTheWarehouse() {
        assertThat(load().failures()).isEmpty();

        assertThat(folder.resolve("warehouse.duckdb")).doesNotExist();
    }

    /** As DBeaver and its like ask; DuckDB would enforce keys, so none is declared. */
    @Test
    void toolsAreToldWhatEachTableAndColumnIsAlsoWhereAnEarlierVersionMadeThem() throws Exception {
        snapshot("p1", "2026-11-01 06:00:00.000").put(application());
        assertThat(load().failures()).isEmpty();
        try (Connection connection = warehouse.connect()) {
            assertThat(comments(connection)).containsAllEntriesOf(ofTheModel());
            try (var statement = connection.createStatement()) {
                // What a migration adds has none.
                statement.execute("alter table tbl_songs drop column told_by");
                statement.execute("alter table tbl_songs add column told_by varchar");
                statement.execute("comment on table tbl_songs is null");
            }
        }
        startWith(Map.of());
        snapshot("p2", "2026-11-02 06:00:00.000").put(application());
        assertThat(load().failures()).isEmpty();
        try (Connection connection = warehouse.connect()) {
            assertThat(comments(connection)).containsAllEntriesOf(ofTheModel());
        }
    }

    private static Map<String, String> ofTheModel() {
        var comments = new TreeMap<String, String>();
        for (Table table : Table.values()) {
            comments.put(table.sqlName(), table.sentence());
            table.kept().forEach(column -> comments.put(table.sqlName() + "." + column.name(), column.sentence()));
        }
        assertThat(comments)
                .hasSizeGreaterThan(100)
                .containsEntry("tbl_songs.isrc", "International Standard Recording Code");
        return comments;
    }

    private static Map<String, String> comments(Connection connection) throws SQLException {
        var comments = new TreeMap<String, String>();
        DatabaseMetaData metadata = connection.getMetaData();
        try (var tables = metadata.getTables(null, "main", "%", new String[] {"TABLE", "BASE TABLE"});
                var columns = metadata.getColumns(null, "main", "%", "%")) {
            while (tables.next()) {
                comments.put(tables.getString("TABLE_NAME"), tables.getString("REMARKS"));
            }
            while (columns.next()) {
                comments.put(
                        columns.getString("TABLE_NAME") + "." + columns.getString("COLUMN_NAME"),
                        columns.getString("REMARKS"));
            }
        }
        return comments;
    }

    @Test
    void load1AFileThatAnotherProcessHasOpenIsNamedAsTheReason() throws Exception {
        startWith(Map.of("warehouse.connect-timeout", "3s", "caravan.retries", "0"));
        snapshot("p1", "2026-11-01 06:00:00.000").put(application());
        try (var away = warehouse.away()) {
            assertThat(away).isNotNull();
            assertThat(load().failures())
                    .extracting(Failure::message)
                    .singleElement()
                    .asString()
                    .startsWith("The warehouse is held by the process ");
        }
    }

    @Test
    void aFileThatCannotBeOpenedIsAMatterOfSettingsAndNotTriedAgain() {
        startWith(Map.of(
                "warehouse.url", "jdbc:duckdb:" + folder.resolve("none/w.duckdb"), "warehouse.connect-timeout", "3s"));
        var waiting = snapshot("p1", "2026-11-01 06:00:00.000")
                .song(0, "s1", "One", "1", "2026-11-01 06:00:00.000")
                .put(application());

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .startsWith("The warehouse refuses to be opened: ")
                .contains("none/w.duckdb", "No such file", "warehouse.url");
        assertThat(summary.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(inbox()).containsExactly(waiting.inboxKey());
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aFileOfAnotherKindIsAMatterOfSettingsAndStaysAsItIs() throws Exception {
        Path other = Files.writeString(folder.resolve("other.txt"), "Not a database. ".repeat(1_000));
        startWith(Map.of("warehouse.url", "jdbc:duckdb:" + other, "warehouse.connect-timeout", "3s"));
        snapshot("p1", "2026-11-01 06:00:00.000").put(application());

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .startsWith("The warehouse refuses to be opened: ")
                .contains("other.txt", "warehouse.url");
        assertThat(summary.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(other).hasContent("Not a database. ".repeat(1_000));
    }
}
