package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/**
 * What the first version of Caravan left behind, made by its jar over the simulator's catalogue of two days and an object of another
 * program: a warehouse with the first day in it, the lake with the second day's manifests waiting, what the tables held once that
 * version had loaded those too, and its SQL, so that loads of that version can be run beside those of today.
 */
final class FirstVersion {
    private static final Pattern PARAMETER = Pattern.compile(":\\?(\\w+)");
    private static final List<String> TABLES =
            List.of("album", "artists", "songs", "song_artists", "playlist", "playlist_items");
    private static final List<String> MERGES = List.of(
            "merge_album",
            "merge_artists",
            "merge_songs",
            "delete_song_artists",
            "merge_song_artists",
            "merge_playlist",
            "delete_playlist_items",
            "merge_playlist_items");

    final Path folder;

    /** Unpacks it into a folder. */
    FirstVersion(Path folder) throws IOException {
        this.folder = folder;
        try (InputStream packed = FirstVersion.class.getResourceAsStream("first-version.zip");
                ZipInputStream zip = new ZipInputStream(packed, UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    Path file = folder.resolve(entry.getName());
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
    }

    Path warehouse() {
        return folder.resolve("warehouse.duckdb");
    }

    Path lake() {
        return folder.resolve("lake");
    }

    /** Returns the waiting manifests, oldest first. */
    List<Path> waiting() throws IOException {
        try (Stream<Path> files = Files.list(lake().resolve("transformed_data/to_load"))) {
            return files.sorted().toList();
        }
    }

    /** Returns the CSV file of what a table of that version held after both days. */
    Path expected(String table) {
        return folder.resolve("expected/" + table + ".csv");
    }

    private String sql(String name) throws IOException {
        return Files.readString(folder.resolve("sql/" + name + ".sql"));
    }

    /** Loads manifests as that version's routes do, in a transaction of its own. */
    void load(List<Path> manifests, String runId, String loadedAt) throws IOException, SQLException {
        var json = new ObjectMapper();
        var nodes = new ArrayList<JsonNode>();
        for (Path manifest : manifests) {
            nodes.add(json.readTree(manifest.toFile()));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + warehouse())) {
            execute(connection, sql("create_tbl_etl_migration"));
            Set<String> applied = new HashSet<>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql("select_migrations"))) {
                while (rows.next()) {
                    applied.add(rows.getString(1));
                }
            }
            if (!applied.contains("migrate_001_transform_version")) {
                execute(connection, sql("migrate_001_transform_version"));
            }
            try (Stream<Path> files = Files.list(folder.resolve("sql"))) {
                for (Path file : files.sorted().toList()) {
                    if (file.getFileName().toString().startsWith("create_")) {
                        execute(connection, Files.readString(file));
                    }
                }
            }
            execute(connection, "begin");
            execute(connection, sql("lock_ledger"));
            execute(
                    connection,
                    sql("stage_manifests"),
                    Map.of("manifests", json.writeValueAsString(nodes), "run_id", runId, "loaded_at", loadedAt));
            execute(connection, sql("merge_etl_load"));
            Set<String> entered = new HashSet<>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql("select_entered"))) {
                while (rows.next()) {
                    if (rows.getBoolean("entered")) {
                        entered.add(rows.getString("snapshot"));
                    }
                }
            }
            for (String table : TABLES) {
                String files = nodes.stream()
                        .filter(node -> entered.contains(node.path("snapshot").asText()))
                        .map(node -> "'"
                                + lake().resolve(node.at("/files/" + table + "/key")
                                        .asText()) + "'")
                        .collect(Collectors.joining(", "));
                if (!files.isEmpty()) {
                    execute(connection, sql("copy_" + table).replace(":files", files));
                }
            }
            for (String merge : MERGES) {
                execute(connection, sql(merge));
            }
            execute(connection, "commit");
        }
    }

    /** Writes the row of a run as that version's routes do. */
    void record(String runId) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + warehouse())) {
            execute(
                    connection,
                    sql("merge_etl_run"),
                    Map.of(
                            "run_id",
                            runId,
                            "started_at",
                            "2026-12-01T06:00:00.000Z",
                            "ended_at",
                            "2026-12-01T06:00:01.000Z",
                            "outcome",
                            "ok",
                            "counts",
                            "{}",
                            "message",
                            ""));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        execute(connection, sql, Map.of());
    }

    private static void execute(Connection connection, String sql, Map<String, String> parameters) throws SQLException {
        var names = new ArrayList<String>();
        Matcher found = PARAMETER.matcher(sql);
        while (found.find()) {
            names.add(found.group(1));
        }
        try (var statement = connection.prepareStatement(PARAMETER.matcher(sql).replaceAll("?"))) {
            for (int i = 0; i < names.size(); i++) {
                statement.setString(i + 1, parameters.get(names.get(i)));
            }
            statement.execute();
        }
    }
}
