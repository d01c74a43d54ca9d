package io.caravan.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.lake.Prefixes;
import io.caravan.snapshot.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * Looks at the lake's tables as their users do, the ledger first, and holds what counts against the manifests: each snapshot that the
 * ledger names has to be there once and whole, at each look.
 */
final class LedgerReader implements AutoCloseable {
    /** By table, the rows that a manifest promises. */
    private static final Map<String, ToLongFunction<JsonNode>> PROMISED = promised();

    private static final String LEDGER = "etl_load";
    private static final String SNAPSHOT_AND_COMMIT = "concat_ws('|', snapshot, commit_id)";
    /** Of these a row is one of a run, or of what a run told of a playlist. */
    private static final Map<String, String> RUNS =
            Map.of("etl_run", "run_id", "etl_observation", "concat_ws('|', run_id, playlist_id)");

    private static final int MOST_EXAMPLES = 10;

    /**
     * What the looks found.
     *
     * @param looks how many there were
     * @param within how many fell between the first append of a commit and its entry into the ledger
     * @param lost snapshots without rows that they should have, and what stood in the ledger and does so no more
     * @param doubled rows, entries of the ledger and of runs that are there more than once
     * @param half snapshots of which a table lacks a part of the rows
     */
    record Findings(long looks, long within, long lost, long doubled, long half, List<String> examples) {
        boolean areNone() {
            return lost + doubled + half == 0;
        }

        @Override
        public String toString() {
            return "looks %d (within a commit %d): lost %d, doubled %d, half %d"
                    .formatted(looks, within, lost, doubled, half);
        }
    }

    private record Content(long icebergSnapshot, Map<String, Long> counts) {}

    private final TablesOnDisk tables;
    private final Path lake;
    private final Connection duckDb = connect();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Content> contents = new HashMap<>();
    private final Map<Path, Map<String, Long>> files = new HashMap<>();
    private final Map<String, Map<String, Long>> manifests = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> dead = new HashSet<>();
    /** Commits that the ledger has named. */
    private final Set<String> entered = new HashSet<>();

    private final List<String> examples = new ArrayList<>();
    private long looks;
    private long within;
    private long lost;
    private long doubled;
    private long half;

    /**
     * Creates a reader.
     *
     * @param data the folder in which the catalogue and the lake's objects are; the tables have been made
     */
    LedgerReader(Path data) {
        this.tables = TablesOnDisk.ofSqlite(data);
        this.lake = data.resolve("s3/lake");
    }

    private static Map<String, ToLongFunction<JsonNode>> promised() {
        var promised = new TreeMap<String, ToLongFunction<JsonNode>>();
        for (String label : List.of("album", "artists", "songs", "song_artists", "playlist", "playlist_items")) {
            promised.put("tbl_" + label, manifest -> manifest.at("/files/" + label + "/rows")
                    .asLong());
        }
        promised.put("etl_load_rows", manifest -> 6);
        for (String told : List.of("skipped", "playlists", "withheld", "repaired")) {
            promised.put("etl_load_" + told, manifest -> manifest.path(told).size());
        }
        return promised;
    }

    private static Connection connect() {
        try {
            return DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Looks once, and tells whether a commit is on its way. */
    boolean look() throws IOException, SQLException {
        boolean isWithin = !uncounted().isEmpty();
        within += isWithin ? 1 : 0;
        return isWithin;
    }

    /** Looks once while nobody commits: rows of commits that the ledger does not name are then of those who died. */
    void lookWhileNobodyCommits() throws IOException, SQLException {
        dead.addAll(uncounted());
    }

    /** Returns the snapshots that the ledger named at the last look. */
    Set<String> snapshots() {
        return Set.copyOf(seen);
    }

    /** Returns how many of the runs stood in the tables at the last look. */
    int runs() {
        return contents.get("etl_run").counts().size();
    }

    /** Returns how many commits have left rows that count for nothing. */
    int dead() {
        return dead.size();
    }

    Findings findings() {
        return new Findings(looks, within, lost, doubled, half, List.copyOf(examples));
    }

    /** Looks once, and returns the commits that the ledger does not name and nobody has died in. */
    private Set<String> uncounted() throws IOException, SQLException {
        looks++;
        Map<String, Long> ledger = counts(LEDGER, SNAPSHOT_AND_COMMIT);
        Set<String> snapshots = parts(ledger, 0);
        doubled += twice(LEDGER, ledger);
        if (snapshots.size() < ledger.size()) {
            doubled += told("The ledger names several commits of a snapshot: " + ledger.keySet());
        }
        for (String before : seen) {
            lost += snapshots.contains(before) ? 0 : told(before + " stands no more in the ledger");
        }
        seen.addAll(snapshots);
        var uncounted = new HashSet<String>();
        for (String table : PROMISED.keySet()) {
            Map<String, Long> found = counts(table, SNAPSHOT_AND_COMMIT);
            for (String entry : ledger.keySet()) {
                compare(table, entry, found.getOrDefault(entry, 0L));
            }
            uncounted.addAll(parts(found, 1));
        }
        for (var table : RUNS.entrySet()) {
            doubled += twice(table.getKey(), counts(table.getKey(), table.getValue()));
        }
        entered.addAll(parts(ledger, 1));
        uncounted.removeAll(entered);
        uncounted.removeAll(dead);
        return uncounted;
    }

    private void compare(String table, String entry, long found) throws IOException {
        long expected = manifest(part(entry, 0)).get(table);
        if (found == expected) {
            return;
        }
        long one = told("%s has %d rows and not %d of %s".formatted(table, found, expected, entry));
        doubled += found > expected ? one : 0;
        half += found < expected && found > 0 ? one : 0;
        lost += found == 0 ? one : 0;
    }

    private long twice(String table, Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .mapToLong(entry -> told(table + " has " + entry.getKey() + " more than once"))
                .sum();
    }

    private long told(String example) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(example);
        }
        return 1;
    }

    private static Set<String> parts(Map<String, Long> counts, int number) {
        return counts.keySet().stream().map(key -> part(key, number)).collect(Collectors.toSet());
    }

    private static String part(String key, int number) {
        return key.split("\\|", -1)[number];
    }

    /** Returns how many rows a table now has by the value of an expression; a file is read once, since it is never written again. */
    private Map<String, Long> counts(String name, String key) throws IOException, SQLException {
        Table table = tables.table(name);
        Snapshot now = table.currentSnapshot();
        Content known = contents.get(name);
        long id = now == null ? 0 : now.snapshotId();
        if (known == null || known.icebergSnapshot() != id) {
            var counts = new HashMap<String, Long>();
            for (Path file : tables.paths(table)) {
                if (!files.containsKey(file)) {
                    files.put(file, read(file, key));
                }
                files.get(file).forEach((value, rows) -> counts.merge(value, rows, Long::sum));
            }
            known = new Content(id, counts);
            contents.put(name, known);
        }
        return known.counts();
    }

    private Map<String, Long> read(Path file, String key) throws SQLException {
        var counts = new HashMap<String, Long>();
        try (var statement = duckDb.createStatement();
                var rows = statement.executeQuery(
                        "select %s, count(*) from read_parquet('%s') group by all".formatted(key, file))) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        }
        return counts;
    }

    /** Returns what the manifest of a snapshot promises, by table; a replay promises what the first did. */
    private Map<String, Long> manifest(String snapshot) throws IOException {
        Map<String, Long> known = manifests.get(snapshot);
        if (known == null) {
            JsonNode manifest = json.readTree(bytes(snapshot));
            known = PROMISED.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, table -> table.getValue()
                    .applyAsLong(manifest)));
            manifests.put(snapshot, known);
        }
        return known;
    }

    /** It is copied to where it is kept before it leaves the inbox. */
    private byte[] bytes(String snapshot) throws IOException {
        for (String prefix : List.of(Prefixes.COMMIT_INBOX, Prefixes.COMMITTED)) {
            for (boolean replay : List.of(false, true)) {
                try {
                    return Files.readAllBytes(lake.resolve(prefix + Manifest.fileName(snapshot, replay)));
                } catch (NoSuchFileException e) {
                    // It is one of the others.
                }
            }
        }
        throw new IllegalStateException("There is no manifest of " + snapshot + ", which the ledger names");
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }
}
