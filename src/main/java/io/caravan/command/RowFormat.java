package io.caravan.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/** How rows are printed; the names are the words of the command line. */
enum RowFormat {
    /** Columns for a person. */
    table {
        @Override
        void print(List<String> header, ResultSet rows, PrintWriter out) throws SQLException {
            List<List<String>> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(texts(header, rows));
            }
            TextTable.print(header, lines, out);
            out.println(lines.size() == 1 ? "(1 row)" : "(" + lines.size() + " rows)");
        }
    },

    /** RFC 4180 with LF; every value is quoted, a null is nothing at all. */
    csv {
        @Override
        void print(List<String> header, ResultSet rows, PrintWriter out) throws SQLException, IOException {
            var format = CSVFormat.Builder.create(CSVFormat.RFC4180)
                    .setQuoteMode(QuoteMode.ALL_NON_NULL)
                    .setRecordSeparator('\n')
                    .get();
            var csv = new CSVPrinter(out, format);
            csv.printRecord(header);
            while (rows.next()) {
                csv.printRecord(texts(header, rows));
            }
        }
    },

    /** An object a line; what is neither a number nor a truth value is text. */
    json {
        @Override
        void print(List<String> header, ResultSet rows, PrintWriter out) throws SQLException, IOException {
            var mapper = new ObjectMapper();
            List<String> names = distinct(header);
            while (rows.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    Object value = rows.getObject(i + 1);
                    boolean plain = value == null || value instanceof Number || value instanceof Boolean;
                    row.put(names.get(i), plain ? value : rows.getString(i + 1));
                }
                out.print(mapper.writeValueAsString(row) + "\n");
            }
        }
    };

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
