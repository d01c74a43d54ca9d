package io.caravan.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the warehouse. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Runs one SQL statement in the warehouse and prints its rows.")
final class QueryCommand implements Callable<Integer> {
    /** How to print rows. */
    enum Format {
        table,
        csv,
        json
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<sql>", description = "The statement, such as \"select * from v_top_artists limit 10\".")
    private String sql;

    @Option(
            names = "--format",
            defaultValue = "table",
            description =
                    "${COMPLETION-CANDIDATES}; a null is empty in a table, unquoted and empty in CSV, null in JSON.")
    private Format format;

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.load(Map.of());
        settings.check();
        String url = settings.get("warehouse.url");
        var login = new Properties();
        if (url.startsWith("jdbc:duckdb:")) {
            // Else a mistyped path would make a new, empty warehouse.
            login.setProperty("duckdb.read_only", "true");
        }
        if (!settings.get("warehouse.user").isEmpty()) {
            login.setProperty("user", settings.get("warehouse.user"));
            login.setProperty("password", settings.get("warehouse.password"));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Connection connection = DriverManager.getConnection(url, login);
                var statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                print(statement.getResultSet(), out);
            } else {
                out.println(statement.getUpdateCount() + " rows changed");
            }
            out.flush();
            return Outcome.OK.exitCode();
        } catch (SQLException e) {
            spec.commandLine().getErr().println("The warehouse refused: " + e.getMessage());
            return Outcome.FAILED.exitCode();
        }
    }

    private void print(ResultSet rows, PrintWriter out) throws SQLException, IOException {
        List<String> header = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            header.add(rows.getMetaData().getColumnLabel(i));
        }
        switch (format) {
            case table -> printTable(header, rows, out);
            case csv -> printCsv(header, rows, out);
            case json -> printJson(header, rows, out);
        }
    }

    private static void printTable(List<String> header, ResultSet rows, PrintWriter out) throws SQLException {
        List<List<String>> lines = new ArrayList<>();
        while (rows.next()) {
            lines.add(texts(header, rows));
        }
        TextTable.print(header, lines, out);
        out.println("(" + lines.size() + " rows)");
    }

    private static void printCsv(List<String> header, ResultSet rows, PrintWriter out)
            throws SQLException, IOException {
        var csv = new CSVPrinter(
                out,
                CSVFormat.Builder.create(CSVFormat.RFC4180)
                        .setQuoteMode(QuoteMode.ALL_NON_NULL)
                        .setRecordSeparator('\n')
                        .get());
        csv.printRecord(header);
        while (rows.next()) {
            csv.printRecord(texts(header, rows));
        }
    }

    private static void printJson(List<String> header, ResultSet rows, PrintWriter out)
            throws SQLException, IOException {
        var json = new ObjectMapper();
        while (rows.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                Object value = rows.getObject(i + 1);
                boolean plain = value == null || value instanceof Number || value instanceof Boolean;
                row.put(header.get(i), plain ? value : rows.getString(i + 1));
            }
            out.println(json.writeValueAsString(row));
        }
    }

    private static List<String> texts(List<String> header, ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= header.size(); i++) {
            texts.add(rows.getString(i));
        }
        return texts;
    }
}
