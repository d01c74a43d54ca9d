package io.caravan.bench;

import io.caravan.model.Table;
import io.caravan.warehouse.LoadOrder;
import io.caravan.warehouse.SqlFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What DuckDB takes by itself: the CSV files of a run by the COPY and MERGE that ship, from a folder into an empty warehouse. */
final class DuckDbLoad {
    private static final SqlFiles SQL = new SqlFiles("sql/duckdb");

    private DuckDbLoad() {}

    /** Returns the CSV files of a table that a lake holds. */
    static Set<Path> files(Path folder, Table table) throws IOException {
        Path csv = folder.resolve("s3/lake/transformed_data").resolve(table.folder());
        if (Files.notExists(csv)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(csv)) {
            return files.collect(Collectors.toSet());
        }
    }

    /**
     * Returns the seconds that the transaction took, without opening and closing the database.
     *
     * @param folder of a run that has ended
     * @param old playlists' files that were there before, and are left out
     */
    static double seconds(Path folder, Set<Path> old) throws Exception {
        Set<String> names = old.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        Path database = folder.resolve("alone.duckdb");
        Files.deleteIfExists(database);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            // The ledger is empty: nothing is withheld or replayed here.
            var tables = Stream.concat(Table.ofSnapshots().stream(), Table.of(Table.Kind.LOAD).stream());
            for (Table table : tables.toList()) {
                for (String what : List.of("create_tbl_", "create_stage_", "create_winner_")) {
                    statement.execute(sql(what + table.label()));
                }
            }
            long start = System.nanoTime();
            statement.execute("begin");
            for (Table table : Table.ofSnapshots()) {
                String files = files(folder, table).stream()
                        .filter(file -> !names.contains(file.getFileName().toString()))
                        .map(file -> "'" + file + "'")
                        .collect(Collectors.joining(","));
                statement.execute(sql("copy_" + table.label()).replace(":files", files));
            }
            for (String merge : new LoadOrder(SQL).tableMerges()) {
                statement.execute(sql(merge));
            }
            statement.execute("commit");
            return (System.nanoTime() - start) / 1e9;
        }
    }

    /** Returns a statement that ships. */
    static String sql(String name) {
        return SQL.statement(name);
    }
}
