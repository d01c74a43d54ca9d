package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.command.CaravanProcess.Result;
import io.caravan.command.Commands;
import io.caravan.local.spotify.Catalogue;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A trial of three playlists that is played by the commands of one process, on days that are not the machine's. */
final class TrialDays implements AutoCloseable {
    static final LocalDate FIRST = LocalDate.of(2027, 1, 15);
    private static final Catalogue CATALOGUE = Catalogue.of(1, 3, 20, FIRST);
    /** What gets rows in each run, whatever that found. */
    private static final List<String> OF_RUNS = List.of("etl_run", "etl_observation");

    final Path folder;
    private final Commands commands;
    private final List<LocalTime> times = new ArrayList<>();

    /** Starts the process in an empty folder. */
    TrialDays(Path folder) throws IOException {
        this.folder = folder;
        SettingsFolder.in(folder).whole();
        commands = Commands.in(folder);
    }

    Result run(LocalDate day, Map<String, String> more, String... arguments) throws IOException {
        var environment = new TreeMap<>(Map.of(
                "LOCAL_SPOTIFY_PLAYLISTS", "3", "LOCAL_SPOTIFY_ENTRIES", "20", "LOCAL_SPOTIFY_DAY", day.toString()));
        environment.putAll(more);
        return commands.run(environment, arguments);
    }

    /** Runs "once" and returns its summary. */
    JsonNode once(LocalDate day) throws IOException {
        Result result = run(day, Map.of(), "once");
        JsonNode summary = new ObjectMapper()
                .readTree(result.out().lines().reduce((a, b) -> b).orElseThrow(() -> new IOException(result.err())));
        times.add(time(summary, "started_at"));
        times.add(time(summary, "ended_at"));
        // Where the machine came to another day meanwhile, nobody can say on which of two dates a run was.
        assumeThat(times).isSorted();
        return summary;
    }

    private static LocalTime time(JsonNode summary, String name) {
        return Instant.parse(summary.path(name).asText()).atZone(ZoneOffset.UTC).toLocalTime();
    }

    /** Returns days one after another, the first of them so many days after {@link #FIRST}. */
    static List<LocalDate> days(int first, int count) {
        return FIRST.plusDays(first).datesUntil(FIRST.plusDays(first + count)).toList();
    }

    /** Plays days one after another, the last of them twice, then the one before the first, twice too. */
    void play(int count) throws IOException, SQLException {
        List<LocalDate> days = days(0, count);
        for (LocalDate day : days) {
            JsonNode summary = once(day);
            assertThat(summary.path("playlists_read").asInt())
                    .as("read on %s", day)
                    .isEqualTo(3);
            assertThat(summary.path("run_id").asText())
                    .startsWith(day.toString().replace("-", ""));
        }
        assertThat(dates("extracted_at", "etl_load")).isEqualTo(days);
        assertThat(dates("loaded_at", "etl_load")).isEqualTo(days);
        assertThat(dates("observed_at", "etl_observation")).isEqualTo(days);
        assertThat(dates("started_at", "etl_run")).isEqualTo(days);
        assertThat(archived()).isEqualTo(days);
        assertThat(difference(days)).isEqualTo(Difference.NONE);

        Map<String, List<String>> tables = tables();
        assertThat(once(days.get(count - 1)).path("playlists_unchanged").asInt())
                .isEqualTo(3);
        assertThat(tables()).as("a day twice adds nothing").isEqualTo(tables);

        LocalDate before = FIRST.minusDays(1);
        assertThat(once(before).path("playlists_read").asInt()).isEqualTo(3);
        assertThat(archived()).isEqualTo(days(-1, count + 1));
        // In the order of the days, whatever the order in which they were played.
        assertThat(difference(days(-1, count + 1))).isEqualTo(Difference.NONE);

        tables = tables();
        assertThat(once(before).path("playlists_unchanged").asInt())
                .as("read already, though a later day was noted before")
                .isEqualTo(3);
        assertThat(tables()).isEqualTo(tables);
    }

    private Difference difference(List<LocalDate> days) throws SQLException {
        var expected = new ExpectedTables();
        for (LocalDate day : days) {
            expected.read(day, CATALOGUE.on(day).playlists());
        }
        try (Connection connection = open()) {
            return LoadedTables.difference(connection, expected, extractedAt -> extractedAt
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate());
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("data/warehouse.duckdb"));
    }

    /** Returns the days of a column, each once, in their order. */
    List<LocalDate> dates(String column, String table) throws SQLException {
        return rows("distinct %s::date::text from %s order by 1".formatted(column, table)).stream()
                .map(LocalDate::parse)
                .toList();
    }

    /** Returns the days for which the archive has a folder. */
    private List<LocalDate> archived() throws IOException {
        Path archive = folder.resolve("data/s3/lake/raw_data/processed");
        try (Stream<Path> folders = Files.walk(archive, 3)) {
            return folders.map(day -> archive.relativize(day).toString())
                    .filter(day -> day.matches("year=\\d{4}/month=\\d{2}/day=\\d{2}"))
                    .map(day -> LocalDate.parse(day.replaceAll("/?[a-z]+=", "-").substring(1)))
                    .sorted()
                    .toList();
        }
    }

    private Map<String, List<String>> tables() throws SQLException {
        var tables = new TreeMap<String, List<String>>();
        // Each opening of the file costs more than what is asked of it.
        try (Connection connection = open()) {
            for (String name :
                    rows(connection, "table_name from information_schema.tables where table_type = 'BASE TABLE'")) {
                if (!OF_RUNS.contains(name)) {
                    tables.put(name, rows(connection, "* from " + name + " order by all"));
                }
            }
        }
        assertThat(tables).containsKeys("tbl_songs", "etl_load");
        return tables;
    }

    List<String> rows(String select) throws SQLException {
        try (Connection connection = open()) {
            return rows(connection, select);
        }
    }

    private static List<String> rows(Connection connection, String select) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("select " + select)) {
            var all = new ArrayList<String>();
            while (rows.next()) {
                all.add(String.join("|", Cells.of(rows)));
            }
            return all;
        }
    }

    /** Empties the folder of the trial. */
    void begin() throws IOException {
        commands.clear();
        SettingsFolder.in(folder).whole();
    }

    @Override
    public void close() throws Exception {
        commands.close();
    }
}
