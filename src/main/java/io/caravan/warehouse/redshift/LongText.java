package io.caravan.warehouse.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.model.Column;
import io.caravan.model.ColumnType;
import io.caravan.model.DuckDb;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** Finds the text that is longer than Redshift holds, once it is known that there is one. */
record LongText(ParquetCopy copy) {
    /** Returns which it is, with object and line and the way to go on; empty where the files hold none, or cannot be read. */
    Optional<String> told(List<String> files, List<String> keys) {
        try (Connection memory = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                var statement = memory.createStatement()) {
            for (int i = 0; i < files.size(); i++) {
                String from = DuckDb.csv(copy.columns(), DuckDb.literals(List.of(files.get(i))));
                try (var rows = statement.executeQuery("select * from " + from)) {
                    Optional<String> found = first(rows);
                    if (found.isPresent()) {
                        return Optional.of(keys.get(i) + ", " + found.get());
                    }
                }
            }
        } catch (SQLException e) {
            // Another fault was there first, and is told.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<String> first(ResultSet rows) throws SQLException {
        // The first has the names of the columns.
        int line = 2;
        while (rows.next()) {
            int breaks = 0;
            for (Column column : copy.columns()) {
                String text = column.type() == ColumnType.TEXT ? rows.getString(column.name()) : null;
                int bytes = text == null ? 0 : text.getBytes(UTF_8).length;
                if (bytes > ParquetCopy.LONGEST) {
                    return Optional.of(told(column, line, bytes));
                }
                breaks += text == null
                        ? 0
                        : (int) text.chars().filter(c -> c == '\n').count();
            }
            line += 1 + breaks;
        }
        return Optional.empty();
    }

    private String told(Column column, int line, int bytes) {
        return "line %d: %s.%s holds %d bytes, and a text of Redshift holds %d; shorten it in the raw object and drop that into the inbox, or load its playlist into another warehouse"
                .formatted(line, copy.table().sqlName(), column.name(), bytes, ParquetCopy.LONGEST);
    }
}
