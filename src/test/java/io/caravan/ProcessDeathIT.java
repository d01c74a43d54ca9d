package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.command.CaravanProcess;
import io.caravan.command.Commands;
import io.caravan.failpoint.Failpoints;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Truth;
import io.caravan.network.TcpProxy;
import io.caravan.network.TcpProxy.Direction;
import io.caravan.network.Toxic;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that dies at a named place, without a hook or a finally, and the next one, which repairs what it left. */
@Tag("long")
class ProcessDeathIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Catalogue CATALOGUE = Catalogue.of(1, 2, 30, DAY);
    private static final Truth.Playlist FIRST = CATALOGUE.playlists().get(0);
    /** What {@link Runtime#halt} is given, as after kill -9. */
    private static final int DEAD = 137;

    @TempDir
    static Path folder;

    /** The process that comes after the one that dies. */
    private static Commands next;

    private OutsideServices services;
    private Path lake;

    @BeforeAll
    static void startNext() throws IOException {
        next = Commands.in(folder);
    }

    @AfterAll
    static void stopNext() throws Exception {
        next.close();
    }

    @BeforeEach
    void start() throws IOException {
        next.clear();
        SettingsFolder.in(folder).whole();
        services = OutsideServices.start(folder, CATALOGUE);
        lake = folder.resolve("data/s3/lake");
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private Map<String, String> environment() {
        return services.environment(Map.of("SPOTIFY_CONCURRENCY", "1"));
    }

    private void die(String failpoints) throws Exception {
        Map<String, String> environment = environment();
        environment.put("JDK_JAVA_OPTIONS", "-D" + Failpoints.PROPERTY + "=" + failpoints);
        assertThat(CaravanProcess.run(folder, environment, "once").exitCode()).isEqualTo(DEAD);
    }

    /** Runs once more and finds everything as if nobody had died. */
    private void recover(String cell) throws Exception {
        long start = System.nanoTime();
        CaravanProcess.Result result = next.run(environment(), "once");
        assertThat(result.exitCode()).as(result.err()).isZero();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        var expected = new ExpectedTables();
        expected.read(DAY, CATALOGUE.playlists());
        assertThat(LoadedTables.difference(folder.resolve("data"), expected, DAY))
                .isEqualTo(Difference.NONE);
        assertThat(keys("raw_data/to_processed")).isEmpty();
        assertThat(keys("transformed_data/to_load")).isEmpty();
        assertThat(keys("dead_letter")).isEmpty();
        // The metadata twice and the pages of each of the two playlists: 3 pages and 1.
        int undisturbed = 2 * 2 + 4;
        FaultFigures.add(cell, took, services.spotify().apiCalls().size() - undisturbed, true);
    }

    private List<Path> keys(String prefix) throws IOException {
        return files(lake.resolve(prefix));
    }

    private static List<Path> files(Path under) throws IOException {
        if (!Files.exists(under)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(under)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"store-raw-put.before=halt, 0", "store-raw-put.after=halt, 1"})
    void raw1ADeathAroundTheRawWriteLeavesNothingOrTheWholeObject(String failpoint, int objects) throws Exception {
        die(failpoint);
        // In the inbox, in the archive, or in both.
        List<Path> raw = keys("raw_data");
        assertThat(raw.stream().map(Path::getFileName).distinct()).hasSize(objects);
        for (Path object : raw) {
            assertThat(entries(object)).isEqualTo(FIRST.entries().size());
        }
        recover("RAW-1");
    }

    /** Counts the entries in the pages of a raw object. */
    private static int entries(Path raw) throws IOException {
        int entries = 0;
        for (String line : Files.readAllLines(raw, StandardCharsets.UTF_8)) {
            JsonNode items = new ObjectMapper().readTree(line).path("items");
            entries += items.isArray() ? items.size() : 0;
        }
        return entries;
    }

    @ParameterizedTest
    @ValueSource(strings = {"transform-snapshots-write.before=halt", "write-table-put.before=halt(4)"})
    void trf3ATransformThatDiesIsDoneAgainToTheByte(String failpoint) throws Exception {
        die(failpoint);
        Path undisturbed = folder.resolve("undisturbed");
        List<Path> waiting = keys("raw_data/to_processed");
        assertThat(waiting).isNotEmpty();
        for (Path raw : waiting) {
            Path copy = undisturbed.resolve("s3/lake/raw_data/to_processed").resolve(raw.getFileName());
            Files.createDirectories(copy.getParent());
            Files.copy(raw, copy);
        }

        recover("TRF-3");

        try (var app = TestApplication.start(undisturbed, Catalogue.of(1, 1, 1, DAY), Map.of())) {
            app.drainInbox();
        }
        Map<String, String> expected = transformed(undisturbed.resolve("s3/lake"));
        assertThat(expected).hasSize(7 * waiting.size());
        assertThat(transformed(lake)).containsAllEntriesOf(expected);
    }

    /** Returns what a transform writes, by folder and name; a manifest may have been loaded. */
    private static Map<String, String> transformed(Path lake) throws IOException {
        var contents = new TreeMap<String, String>();
        for (Path file : files(lake.resolve("transformed_data"))) {
            contents.put(
                    lake.relativize(file).toString().replace("/loaded/", "/to_load/"),
                    Files.readString(file, StandardCharsets.UTF_8));
        }
        return contents;
    }

    @Test
    void csv1FilesWithoutAManifestAreNotLoaded() throws Exception {
        die("write-table-put.after=halt(2)");
        List<Path> written = keys("transformed_data");
        assertThat(written)
                .as("files of several snapshots, which are written at a time, and no manifest")
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(file -> file.getParent().getFileName().toString().endsWith("_data"));
        Path copy = folder.resolve("copy");
        for (Path file : written) {
            Path target = copy.resolve("s3/lake").resolve(lake.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
        try (var app = TestApplication.start(copy, Catalogue.of(1, 1, 1, DAY), Map.of())) {
            app.request("direct:load-warehouse");
            assertThat(app.runs().summary().snapshotsLoaded()).isZero();
            assertThat(app.runs().summary().failures()).isEmpty();
        }
        recover("CSV-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hand-over-snapshot-put.before=halt", "write-snapshot-acknowledge.before=halt"})
    void arc1ADeathBetweenCopyAndDeleteIsRepairedByTheNextRun(String failpoint) throws Exception {
        die(failpoint);
        assertThat(keys("raw_data/to_processed")).isNotEmpty();
        assertThat(keys("raw_data/processed")).isNotEmpty();
        recover("ARC-1");
        assertThat(keys("raw_data/processed").stream().map(Path::getFileName))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(CATALOGUE.ids().size());
    }

    /** No step of a route stands between the two, so the request of the one is the death of the process. */
    @Test
    void arc1ADeathBetweenCopyAndDeleteOfAManifestIsRepairedByTheNextLoad() throws Exception {
        var victim = new CompletableFuture<CaravanProcess>();
        try (var network = TcpProxy.before(services.s3().url())) {
            network.add(
                    Direction.UPSTREAM,
                    new Toxic.Death(
                            "DELETE /lake/transformed_data/to_load/", new AtomicInteger(), () -> kill(victim.join())));
            var environment = services.environment(Map.of("LAKE_ENDPOINT", network.url()));
            try (var process = CaravanProcess.start(folder, environment, "once")) {
                victim.complete(process);
                assertThat(process.await().exitCode()).isEqualTo(DEAD);
            }
        }
        // Manifests leave several at a time: another than the one whose request killed may have gone whole before it.
        var waiting = keys("transformed_data/to_load").stream().map(Path::getFileName);
        assertThat(keys("transformed_data/loaded"))
                .extracting(Path::getFileName)
                .as("copied, and not deleted")
                .containsAnyElementsOf(waiting.toList());

        recover("ARC-1");

        assertThat(keys("transformed_data/loaded")).hasSize(CATALOGUE.ids().size());
    }

    private static void kill(CaravanProcess process) {
        try {
            process.kill();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
