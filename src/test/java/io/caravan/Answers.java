package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the views answer, in one form for all engines, and what the oracle {@code src/test/python/answers.py} answers from the tables alone. The
 * expected file is the oracle's answer for {@link TrialMonth}.
 */
final class Answers {
    static final List<String> VIEWS = List.of(
            "v_playlist_reads",
            "v_playlist_days",
            "v_playlist_moves",
            "v_playlist_churn",
            "v_playlist_stays",
            "v_playlist_songs",
            "v_playlist_names",
            "v_popularity_points",
            "v_popularity_trends",
            "v_popularity_forecasts",
            "v_playlist_summary",
            "v_playlist_decades",
            "v_artist_shares",
            "v_artists_by_entries",
            "v_songs_on_several_playlists",
            "v_album_performance");
    private static final List<String> TABLES = Stream.concat(
                    Tables.LOADED.stream(), Stream.of("etl_load_playlists", "etl_observation", "tbl_playlist_content"))
            .toList();
    /** They hold the time to the millisecond, which differs from run to run. */
    private static final List<String> LEFT_OUT = List.of("snapshot", "previous_snapshot");

    private Answers() {}

    /** Returns the answers that were worked out once by the oracle. */
    static List<String> expected() throws IOException {
        try (var file = Answers.class.getResourceAsStream("answers.txt")) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        }
    }

    /** Returns the rows of all views as lines. */
    static List<String> of(Connection connection) throws SQLException {
        var lines = new ArrayList<String>();
        for (String view : VIEWS) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select * from " + view)) {
                while (rows.next()) {
                    lines.add(view + line(rows));
                }
            }
        }
        return lines;
    }

    private static String line(ResultSet rows) throws SQLException {
        var line = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            if (!LEFT_OUT.contains(rows.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT))) {
                line.append('|').append(cell(rows, i));
            }
        }
        return line.toString();
    }

    private static String cell(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value instanceof BigDecimal number) {
            return text(rows.getMetaData().getScale(column) > 0 ? number.doubleValue() : rows.getString(column));
        }
        return text(value);
    }

    private static String text(Object value) {
        if (value instanceof Timestamp || value instanceof Date || value instanceof LocalDate) {
            return value.toString().substring(0, 10);
        }
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.6f", number);
        }
        return String.valueOf(value).replace("\n", "\\n").replace("\r", "\\r");
    }

    /** Returns a row of a view as a line, from an engine that is asked without a driver. */
    static String line(String view, Map<String, Object> row) {
        return row.entrySet().stream()
                .filter(cell -> !LEFT_OUT.contains(cell.getKey()))
                .map(cell -> "|" + text(cell.getValue()))
                .collect(Collectors.joining("", view, ""));
    }

    /** Returns what the oracle answers from the tables. */
    static List<String> byOracle(Connection connection, Path folder) throws Exception {
        Path tables = Files.writeString(folder.resolve("tables.json"), tables(connection));
        Path answers = folder.resolve("answers.txt");
        Process oracle = new ProcessBuilder("python3", "src/test/python/answers.py")
                .redirectInput(tables.toFile())
                .redirectOutput(answers.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (oracle.waitFor() != 0) {
            throw new IOException("answers.py failed");
        }
        return Files.readAllLines(answers);
    }

    /** Plays the days and has the oracle answer for them. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("answers");
        TrialMonth.play(folder, Map.of()).close();
        try (Connection warehouse = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            TrialMonth.addHistory(warehouse);
            Files.write(Path.of("src/test/resources/io/caravan/answers.txt"), byOracle(warehouse, folder));
        }
    }

    private static String tables(Connection connection) throws SQLException, IOException {
        var tables = new LinkedHashMap<String, List<Map<String, Object>>>();
        for (String table : TABLES) {
            var found = new ArrayList<Map<String, Object>>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select * from " + table)) {
                while (rows.next()) {
                    var row = new LinkedHashMap<String, Object>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        Object value = rows.getObject(i);
                        boolean isPlain = value == null || value instanceof Number || value instanceof Boolean;
                        row.put(
                                rows.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT),
                                isPlain ? value : rows.getString(i));
                    }
                    found.add(row);
                }
            }
            tables.put(table, found);
        }
        return new ObjectMapper().writeValueAsString(tables);
    }
}
