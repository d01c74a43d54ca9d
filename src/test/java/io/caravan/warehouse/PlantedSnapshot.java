package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.TestApplication;
import io.caravan.lake.Lake;
import io.caravan.model.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A snapshot as a transform would leave it in the lake, written by hand. */
final class PlantedSnapshot {
    final String playlistId;
    final String extractedAt;
    final String name;
    private final Map<Table, List<String>> lines = new EnumMap<>(Table.class);
    private final Map<Table, Integer> promised = new EnumMap<>(Table.class);
    private final List<String> playlists = new ArrayList<>();
    private final List<String> withheld = new ArrayList<>();
    private String rawSha256 = "ab".repeat(32);
    private int seen;
    private int nullItems;

    /** The time is {@code yyyy-MM-dd HH:mm:ss.SSS}. */
    PlantedSnapshot(String playlistId, String extractedAt) {
        this.playlistId = playlistId;
        this.extractedAt = extractedAt;
        this.name = playlistId.replaceAll("[^A-Za-z0-9]", "-") + "_"
                + extractedAt.replaceAll("[-:.]", "").replace(' ', 'T') + "Z";
        for (Table table : Table.ofSnapshots()) {
            lines.put(table, new ArrayList<>());
            String header =
                    table.columnNames().stream().map(PlantedSnapshot::quoted).collect(Collectors.joining(","));
            lines.get(table).add(header);
        }
    }

    PlantedSnapshot row(Table table, String... values) {
        var cells = new ArrayList<>(
                List.of(values).stream().map(PlantedSnapshot::cell).toList());
        cells.add(quoted(extractedAt));
        cells.add(quoted(name));
        return line(table, String.join(",", cells));
    }

    PlantedSnapshot line(Table table, String line) {
        lines.get(table).add(line);
        if (table == Table.PLAYLIST_ITEMS) {
            seen++;
        }
        return this;
    }

    PlantedSnapshot playlist(String playlistName) {
        return row(Table.PLAYLIST, playlistId, playlistName, "owner", "v1", "1", "https://p", extractedAt);
    }

    /** A song with its album, its artist and its place in the playlist. */
    PlantedSnapshot song(int position, String songId, String songName, String popularity, String added) {
        row(Table.ALBUM, "al" + songId, "Album " + songName, "1981-01-01", "year", "9", "https://al");
        row(Table.ARTISTS, "ar" + songId, "Artist", "https://ar");
        row(
                Table.SONGS,
                songId,
                songName,
                "200000",
                "https://s",
                popularity,
                "true",
                "-",
                added,
                "al" + songId,
                "ar" + songId);
        row(Table.SONG_ARTISTS, songId, "0", "ar" + songId);
        return row(Table.PLAYLIST_ITEMS, playlistId, String.valueOf(position), songId, added, "-", popularity);
    }

    PlantedSnapshot promises(Table table, int rows) {
        promised.put(table, rows);
        return this;
    }

    /** Tells of a playlist as far as the snapshot has it; null for what nobody noted. */
    PlantedSnapshot reads(String ofPlaylist, Integer first, Integer last, int entries, Integer total, Boolean whole) {
        playlists.add("""
                {"playlist_id":"%s","playlist_name":null,"first_position":%s,"last_position":%s,"entries":%d,"total":%s,\
                "whole":%s,"missing":0}""".formatted(ofPlaylist, first, last, entries, total, whole));
        return this;
    }

    /** A part of the playlist, with an item at each of its positions. */
    PlantedSnapshot part(int first, int last, int total) {
        row(Table.PLAYLIST, playlistId, "P", "owner", "v1", String.valueOf(total), "https://p", extractedAt);
        for (int position = first; position <= last; position++) {
            row(Table.PLAYLIST_ITEMS, playlistId, String.valueOf(position), "s1", "-", "-", "-");
        }
        return reads(playlistId, first, last, last - first + 1, total, false);
    }

    /** No row tells these columns; of a playlist's table, no row of this playlist. */
    PlantedSnapshot withholds(String ofPlaylist, Table table, String... columns) {
        for (String column : columns) {
            withheld.add("{\"playlist_id\":\"%s\",\"table_name\":\"%s\",\"column_name\":\"%s\"}"
                    .formatted(ofPlaylist, table.label(), column));
        }
        return this;
    }

    PlantedSnapshot rawSha256(String hash) {
        rawSha256 = hash;
        return this;
    }

    PlantedSnapshot nullItems(int count) {
        nullItems = count;
        seen += count;
        return this;
    }

    PlantedSnapshot put(TestApplication application) {
        for (Table table : Table.ofSnapshots()) {
            application.plant(csvKey(table), (String.join("\n", lines.get(table)) + "\n").getBytes(UTF_8));
        }
        putManifest(application.lake());
        return this;
    }

    /** Puts it in the place of what was loaded of the snapshot. */
    void putReplay(Lake lake) {
        for (Table table : Table.ofSnapshots()) {
            lake.put(csvKey(table), (String.join("\n", lines.get(table)) + "\n").getBytes(UTF_8), "text/csv");
        }
        lake.put(
                inboxKey().replace(".json", ".replay.json"),
                manifest()
                        .replace("\"rejected\":0", "\"rejected\":0,\"model\":1,\"replay\":true")
                        .getBytes(UTF_8),
                "application/json");
    }

    void putManifest(Lake lake) {
        lake.put(inboxKey(), manifest().getBytes(UTF_8), "application/json");
    }

    String csvKey(Table table) {
        return "transformed_data/" + table.folder() + "/" + name + ".csv";
    }

    String inboxKey() {
        return "transformed_data/to_load/" + name + ".json";
    }

    String loadedKey() {
        return "transformed_data/loaded/" + name + ".json";
    }

    String manifest() {
        String files = lines.keySet().stream()
                .map(table -> "\"%s\":{\"key\":\"%s\",\"rows\":%d}"
                        .formatted(
                                table.label(),
                                csvKey(table),
                                promised.getOrDefault(table, lines.get(table).size() - 1)))
                .collect(Collectors.joining(","));
        return """
                {"snapshot":"%s","raw_key":"raw_data/processed/x.json","raw_sha256":"%s","extracted_at":"%sZ",
                "run_id":"extraction","consistent":true,"seen":%d,
                "skipped":{"null_item":%d,"local_file":0,"episode":0,"no_id":0},"rejected":0,"files":{%s}%s}
                """.formatted(
                        name,
                        rawSha256,
                        extractedAt.replace(' ', 'T'),
                        seen,
                        nullItems,
                        files,
                        (playlists.isEmpty() ? "" : ",\"playlists\":[" + String.join(",", playlists) + "]")
                                + (withheld.isEmpty() ? "" : ",\"withheld\":[" + String.join(",", withheld) + "]"));
    }

    /** "-" stands for null. */
    private static String cell(String value) {
        return value.equals("-") ? "" : quoted(value);
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
