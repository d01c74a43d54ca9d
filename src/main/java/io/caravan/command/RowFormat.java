package io.caravan.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.snapshot.CsvRows;
import io.caravan.text.Counted;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;
import org.duckdb.DuckDBStruct;

/** How rows are printed; the names are the words of the command line. */
enum RowFormat {
    /** Columns for a person, with the zone of each time. */
    table {
        @Override
        void print(List<String> header, ResultSet rows, PrintWriter out) throws SQLException {
            List<List<String>> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> line = texts(header, rows);
                for (int i = 0; i < line.size(); i++) {
                    boolean isInUtc = rows.getMetaData().getColumnType(i + 1) == Types.TIMESTAMP;
                    line.set(i, line.get(i) != null && isInUtc ? line.get(i) + "Z" : line.get(i));
                }
                lines.add(line);
            }
            TextTable.print(header, lines, out);
            out.println("(" + Counted.of(lines.size(), "row") + ")");
        }
    },

    /** RFC 4180 with LF; every value is quoted, a null is nothing at all. */
    csv {
        @Override
        void print(List<String> header, ResultSet rows, PrintWriter out) throws SQLException, IOException {
            var csv = new CSVPrinter(out, CsvRows.FORMAT);
            csv.printRecord(header);
            while (rows.next()) {
                csv.printRecord(texts(header, rows));
            }
        }
    },

    /**
     * An object a line; times are in UTC with their Z, lists are arrays, structs and maps are objects, bytes are Base64, and what else is no
     * number nor truth value is text.
     */
    jsonl {
        @Override
        void print(List<String> header, ResultSet rows, PrintWriter out) throws SQLException, IOException {
            var mapper = new ObjectMapper();
            List<String> names = distinct(header);
            while (rows.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    row.put(names.get(i), value(rows.getObject(i + 1)));
                }
                out.print(mapper.writeValueAsString(row) + "\n");
            }
        }
    },

    /** The same, for one more version; after that it becomes one array, as its name says. */
    json {
        @Override
        void print(List<String> header, ResultSet rows, PrintWriter out) throws SQLException, IOException {
            jsonl.print(header, rows, out);
        }

        @Override
        String notice() {
            return "From version 0.2 on --format json prints one array; --format jsonl stays at an object a line";
        }
    };

    /** Returns what who asks for the format is told besides; empty for nothing. */
    String notice() {
        return "";
    }

    /** Prints all rows. */
    final void print(ResultSet rows, PrintWriter out) throws SQLException, IOException {
        List<String> header = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            header.add(rows.getMetaData().getColumnLabel(i));
        }
        print(header, rows, out);
    }

    abstract void print(List<String> header, ResultSet rows, PrintWriter out) throws SQLException, IOException;

    private static List<String> texts(List<String> header, ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= header.size(); i++) {
            texts.add(rows.getString(i));
        }
        return texts;
    }

    /** Tables hold times in UTC without a zone, which JDBC gives as a clock on the wall. */
    private static Object value(Object value) throws SQLException {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Timestamp time) {
            return time.toLocalDateTime().toInstant(ZoneOffset.UTC).toString();
        }
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC).toString();
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        if (value instanceof Array list) {
            return values((Object[]) list.getArray());
        }
        if (value instanceof DuckDBStruct struct) {
            return fields(struct.getMap());
        }
        if (value instanceof Map<?, ?> map) {
            return fields(map);
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        if (value instanceof byte[]) {
            return value;
        }
        return value instanceof Object[] list ? values(list) : value.toString();
    }

    private static List<Object> values(Object[] list) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (Object value : list) {
            values.add(value(value));
        }
        return values;
    }

    private static Map<String, Object> fields(Map<?, ?> map) throws SQLException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (var field : map.entrySet()) {
            fields.put(String.valueOf(field.getKey()), value(field.getValue()));
        }
        return fields;
    }

    /** A join may give two columns one name; an object can hold only one of them. */
    private static List<String> distinct(List<String> header) {
        List<String> names = new ArrayList<>();
        for (String label : header) {
            String name = label;
            for (int i = 2; names.contains(name); i++) {
                name = label + "_" + i;
            }
            names.add(name);
        }
        return names;
    }
}
