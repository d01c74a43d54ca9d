package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.command.CaravanProcess;
import io.caravan.local.spotify.Catalogue;
import io.caravan.settings.SettingsFolder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a small heap carries. */
@Tag("long")
class MemoryIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final int ENTRIES = 100_000;

    @TempDir
    Path folder;

    private static JsonNode summary(CaravanProcess.Result result) throws IOException {
        List<String> lines = result.out().lines().toList();
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    /** Runs "once" and tells the most memory that the process held, in MB, where the system tells it. */
    private CaravanProcess.Result once(String what, Map<String, String> environment) throws Exception {
        try (var process = CaravanProcess.start(folder, environment, "once")) {
            var peak = new long[1];
            Awaitility.await()
                    .atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        peak[0] = Math.max(peak[0], residentMegabytes(process.pid()));
                        return !process.isAlive();
                    });
            System.out.println(what + ": at most " + peak[0] + " MB resident");
            return process.await();
        }
    }

    private static long residentMegabytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    @Test
    void trf1ARawObjectOfAHundredThousandEntriesIsCarriedIn512MegabytesOfHeap() throws Exception {
        SettingsFolder.in(folder).whole();
        Path inbox = Files.createDirectories(folder.resolve("data/s3/lake/raw_data/to_processed"));
        Path written = folder.resolve("large.json");
        write(written);
        Files.move(written, inbox.resolve("large_2026-11-20.json"));

        CaravanProcess.Result result = once(
                "100,000 entries in one raw object, -Xmx512m",
                Map.of(
                        "JDK_JAVA_OPTIONS", "-Xmx512m",
                        "LOCAL_SPOTIFY_PLAYLISTS", "1",
                        "LOCAL_SPOTIFY_ENTRIES", "1"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("data/warehouse.duckdb"));
                var rows = connection
                        .createStatement()
                        .executeQuery("select count(*), count(distinct i.position), count(distinct i.song_id),"
                                + " sum(s.duration_ms), count(distinct s.album_id) from tbl_playlist_items i"
                                + " join tbl_songs s using (song_id) where i.playlist_id = '" + "L".repeat(22) + "'")) {
            rows.next();
            assertThat(rows.getLong(1)).isEqualTo(ENTRIES);
            assertThat(rows.getLong(2)).isEqualTo(ENTRIES);
            assertThat(rows.getLong(3)).isEqualTo(ENTRIES);
            assertThat(rows.getLong(4)).isEqualTo((long) ENTRIES * (ENTRIES + 1) / 2);
            assertThat(rows.getLong(5)).isEqualTo(ENTRIES / 10);
        }
    }

    /** Track n lasts n ms; ten of them share an album; each has the length that Spotify's have, about 1 kB. */
    private static void write(Path file) throws IOException {
        String markets = "\"available_markets\":[" + "\"DE\",".repeat(150) + "\"FR\"]";
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("{\"id\":\"" + "L".repeat(22)
                    + "\",\"name\":\"Large\",\"snapshot_id\":\"s\",\"tracks\":{\"total\":" + ENTRIES + ",\"items\":[");
            for (int n = 1; n <= ENTRIES; n++) {
                out.write((n == 1 ? "" : ",")
                        + "{\"added_at\":\"2026-01-02T03:04:05Z\",\"added_by\":{\"id\":\"u\"},\"track\":{"
                        + markets + ",\"id\":\"t" + n + "\",\"type\":\"track\",\"name\":\"Song " + n
                        + "\",\"duration_ms\":" + n
                        + ",\"popularity\":1,\"explicit\":false,\"album\":{\"id\":\"a" + (n - 1) / 10
                        + "\",\"name\":\"Album\",\"release_date\":\"1981\",\"release_date_precision\":\"year\",\"total_tracks\":10,"
                        + "\"artists\":[{\"id\":\"r1\",\"name\":\"One\"}]},\"artists\":[{\"id\":\"r" + n % 5000
                        + "\",\"name\":\"Artist\"}]}}");
            }
            out.write("]}}");
        }
    }

    @Test
    void aNormalDayOfAHundredThousandEntriesInFiftyPlaylistsNeeds256MegabytesOfHeap() throws Exception {
        SettingsFolder.in(folder).whole();
        Catalogue catalogue = Catalogue.of(1, 50, 2_200, DAY);
        var expected = new ExpectedTables();
        expected.read(DAY, catalogue.playlists());
        assertThat(expected.seen()).isGreaterThan(ENTRIES);

        try (var services = OutsideServices.start(folder, catalogue)) {
            CaravanProcess.Result result = once(
                    expected.seen() + " entries in 50 playlists, -Xmx256m",
                    services.environment(Map.of("JDK_JAVA_OPTIONS", "-Xmx256m", "SPOTIFY_CALLS_PER_30S", "100000")));

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(summary(result).path("seen").asLong()).isEqualTo(expected.seen());
        }
        assertThat(LoadedTables.difference(folder.resolve("data"), expected, DAY))
                .isEqualTo(Difference.NONE);
    }
}
