package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.command.QuickJar;
import io.caravan.local.spotify.Catalogue;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room under the lake of the profile local. */
class FullDiskIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final int PLAYLISTS = 3;
    private static final int ENTRIES = 60;
    private static final int MANY_ENTRIES = 3000;

    @TempDir
    Path folder;

    /**
     * Runs a shell in a folder of the application, with $QUICK as the command "once" of {@link QuickJar} over playlists of so many
     * entries, and returns its exit code.
     */
    private int shell(List<String> shell, int entries, String script) throws Exception {
        var command = new ArrayList<>(shell);
        command.add(script);
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment()
                .putAll(Map.of(
                        "QUICK",
                        String.join(" ", QuickJar.command(Path.of(System.getProperty("caravan.jar")))) + " once",
                        "LOCAL_SPOTIFY_PLAYLISTS",
                        String.valueOf(PLAYLISTS),
                        "LOCAL_SPOTIFY_ENTRIES",
                        String.valueOf(entries),
                        "LOCAL_SPOTIFY_DAY",
                        DAY.toString(),
                        "CARAVAN_RETRIES",
                        "1",
                        "CARAVAN_RETRY_DELAY",
                        "10ms"));
        Process process = builder.start();
        if (!process.waitFor(8, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private void assertExact(Path data, int entries) throws Exception {
        var expected = new ExpectedTables();
        expected.read(DAY, Catalogue.of(1, PLAYLISTS, entries, DAY).playlists());
        assertThat(LoadedTables.difference(data, expected, DAY)).isEqualTo(Difference.NONE);
    }

    /** The limit of a file's size fails a write halfway, as a full disk for temporary files does, and needs no rights. */
    @Test
    @Tag("long")
    void raw3AFileThatCannotGrowIsNoObjectAndTheNextRunWritesIt() throws Exception {
        SettingsFolder.in(folder).whole();
        // 8 MB: less than the pages of a playlist (11 MB), which are gathered in a file first, more than a warehouse
        // with
        // its views (4 MB).
        int exit = shell(List.of("sh", "-c"), MANY_ENTRIES, "ulimit -f 16384; exec $QUICK");
        assertThat(exit).as(said()).isEqualTo(3);
        assertThat(said()).contains("extract-playlists 37NHhNOKkwc0y28nriyHoI: failed: File too large");
        assertVisibleObjectsAreWhole(folder.resolve("data"));

        long start = System.nanoTime();
        assertThat(shell(List.of("sh", "-c"), MANY_ENTRIES, "exec $QUICK"))
                .as(said())
                .isZero();
        FaultFigures.add("RAW-3", Duration.ofNanos(System.nanoTime() - start), -1, true);
        assertExact(folder.resolve("data"), MANY_ENTRIES);
    }

    /** A file system of its own in memory, which whoever may make a namespace can mount. */
    @Test
    void raw3ADiskWithoutRoomIsToldAndTheNextRunGoesOnWhenThereIsRoom() throws Exception {
        SettingsFolder.in(folder).whole();
        List<String> namespace = List.of("unshare", "-rm", "sh", "-ec");
        Files.createDirectories(folder.resolve("data"));
        Assumptions.assumeTrue(mounts(namespace), "needs unshare -rm, to mount a small file system");
        int exit = shell(namespace, ENTRIES, """
                mount -t tmpfs -o size=400k none data
                $QUICK && code=0 || code=$?
                echo "exit code $code"
                cp -r data full
                mount -o remount,size=400m data
                $QUICK
                cp -r data left
                """);
        assertThat(exit).as(said()).isZero();
        assertThat(said()).containsPattern("exit code (1|3|75)\\b").contains("No space left on device");
        assertVisibleObjectsAreWhole(folder.resolve("full"));
        assertExact(folder.resolve("left"), ENTRIES);
    }

    private boolean mounts(List<String> namespace) throws Exception {
        try {
            return shell(namespace, ENTRIES, "mount -t tmpfs -o size=100k none data") == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What is left of a write that failed has a name that no listing shows. */
    private static void assertVisibleObjectsAreWhole(Path data) throws IOException {
        try (var files = Files.walk(data.resolve("s3/lake"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                    .toList()) {
                String text = Files.readString(file);
                assertThat(text.strip()).as(file.toString()).matches("(?s).*[}\"]");
                if (file.toString().contains("raw_data")) {
                    String header = text.lines().findFirst().orElseThrow();
                    assertThat(header).startsWith("{\"caravan\":");
                    assertThat(text).endsWith("\n");
                }
            }
        }
    }
}
