package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.command.CaravanProcess;
import io.caravan.local.spotify.Catalogue;
import io.caravan.stream.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as it ships, started as the README says, in a folder that holds nothing but its routes, SQL and settings. */
class JarIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    private static final Map<String, String> TO_REDSHIFT = Map.of(
            "CAMEL_MAIN_PROFILE", "prod",
            "WAREHOUSE_URL", "jdbc:redshift://127.0.0.1:1/caravan",
            "WAREHOUSE_USER", "caravan_loader",
            "WAREHOUSE_PASSWORD", "secret",
            "WAREHOUSE_IAM_ROLE", "arn:aws:iam::123456789012:role/caravan-redshift");

    @TempDir
    Path folder;

    /** Runs the main job to a good end and returns its summary. */
    private JsonNode once(Map<String, String> environment) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("caravan.jar"),
                        "once")
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // A machine whose own charset cannot hold the names must not change them.
        builder.environment().put("LC_ALL", "C");
        // What runs for seconds does not earn back what the second compiler and a parallel collector cost.
        builder.environment()
                .put(
                        "JDK_JAVA_OPTIONS",
                        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:class+load:file="
                                + folder.resolve("classes.log"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
        return summary(Files.readString(out, StandardCharsets.UTF_8));
    }

    private static JsonNode summary(String out) throws IOException {
        return new ObjectMapper().readTree(out.lines().reduce((a, b) -> b).orElseThrow());
    }

    private void copy(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.createDirectories(folder.resolve(file).getParent());
                Files.copy(file, folder.resolve(file));
            }
        }
    }

    @Test
    void theMainJobEndsWithTheCountsOfTheTruthAndASecondOneChangesNothing() throws Exception {
        for (String part : List.of("routes", "sql", "application.properties")) {
            copy(Path.of(part));
        }
        var expected = new ExpectedTables();
        expected.read(DAY, Catalogue.of(1, 10, 120, DAY).playlists());

        JsonNode summary = once(Map.of("LOCAL_SPOTIFY_DAY", DAY.toString()));

        assertThat(Files.readAllLines(folder.resolve("classes.log")))
                .as("who has no tables of the lake, no stream and no routes of his own pays nothing for them")
                .anyMatch(line -> line.contains("io.caravan.sink.Sinks "))
                .noneMatch(line -> line.matches(".*lib-(tables|stream|redshift|sftp|kamelets)/.*"));
        assertThat(summary.path("seen").asLong()).isEqualTo(expected.seen());
        expected.skipped().forEach((reason, count) -> assertThat(
                        summary.path("skipped").path(reason).asLong())
                .as(reason)
                .isEqualTo(count));
        JsonNode tables = summary.path("tables");
        assertThat(tables.path("album").asInt()).isEqualTo(expected.albums().size());
        assertThat(tables.path("artists").asInt()).isEqualTo(expected.artists().size());
        assertThat(tables.path("songs").asInt()).isEqualTo(expected.songs().size());
        assertThat(tables.path("song_artists").asInt())
                .isEqualTo(expected.songArtists().size());
        assertThat(tables.path("playlist").asInt()).isEqualTo(10);
        assertThat(tables.path("playlist_items").asInt())
                .isEqualTo(expected.itemsOfAllDays().size());
        List<String> songs = songs();
        assertThat(songs).hasSameSizeAs(expected.songs());

        // What the environment says of a real account must not matter in a trial.
        Path real = folder.resolve("real.duckdb");
        var second = CaravanProcess.run(
                folder,
                Map.of(
                        "LOCAL_SPOTIFY_DAY",
                        DAY.toString(),
                        "WAREHOUSE_URL",
                        "jdbc:duckdb:" + real,
                        "LAKE_BUCKET",
                        "real-bucket",
                        "SPOTIFY_PLAYLISTS",
                        "4uLU6hMCjMI75M1A2tKUQC"),
                "once");

        // The tables hold UTC, and now() is held against them wherever the machine is; whole days aside, by which the
        // trial is elsewhere.
        var elsewhere = CaravanProcess.run(
                folder,
                Map.of("TZ", "America/Los_Angeles"),
                "query",
                "--format=csv",
                "select count(*) filter (where (epoch(now()) - epoch(loaded_at::timestamptz)) % 86400 not between 0 and 3600),"
                        + " count(*) > 0, current_setting('TimeZone') from etl_load");
        assertThat(elsewhere.out().lines().skip(1)).as(elsewhere.err()).containsExactly("\"0\",\"true\",\"UTC\"");

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(summary(second.out()).path("playlists_unchanged").asInt()).isEqualTo(10);
        assertThat(songs()).isEqualTo(songs);
        assertThat(real).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "TABLES_CATALOGUE, jdbc, once, lib-tables/",
        "STREAM_BROKERS, 127.0.0.1:1, once, lib-stream/",
        "WAREHOUSE_DIALECT, redshift, once, lib-redshift/",
        "LAKE_REGION, eu-west-1, schemas show entry, lib-stream/"
    })
    void whoAsksForWhatIsNotThereIsToldWhichFolderIsMissing(String key, String value, String command, String missing)
            throws Exception {
        for (String part : List.of("routes", "sql", "application.properties")) {
            copy(Path.of(part));
        }
        Path built = Path.of(System.getProperty("caravan.jar"));
        Files.copy(built, folder.resolve("caravan.jar"));
        Files.createSymbolicLink(
                folder.resolve("lib"), built.resolveSibling("lib").toRealPath());
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", "caravan.jar"));
        line.addAll(List.of(command.split(" ")));
        var builder = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put(key, value);
        builder.environment().put("STREAM_FORMAT", "json");
        if (key.equals("WAREHOUSE_DIALECT")) {
            builder.environment().putAll(TO_REDSHIFT);
        }
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(out).isEqualTo(2);
        assertThat(out).containsIgnoringCase("the folder " + missing + " does not lie beside the jar");
    }

    @ParameterizedTest
    @CsvSource({"sftp, lib-sftp", "kamelet, lib-kamelets"})
    void aRouteOfOnesOwnThatNamesWhatIsNotThereIsToldWhichFolderIsMissing(String scheme, String missing)
            throws Exception {
        for (String part : List.of("routes", "sql", "application.properties")) {
            copy(Path.of(part));
        }
        Files.writeString(
                Files.createDirectories(folder.resolve("routes/local")).resolve("own.camel.yaml"),
                """
                - route:
                    id: own
                    routeConfigurationId: own-route
                    from:
                      uri: direct
                      parameters:
                        name: on-loaded
                      steps:
                        - to:
                            id: own-to
                            uri: %s:any
                """.formatted(scheme));
        Path built = Path.of(System.getProperty("caravan.jar"));
        Files.copy(built, folder.resolve("caravan.jar"));
        Files.createSymbolicLink(
                folder.resolve("lib"), built.resolveSibling("lib").toRealPath());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        "caravan.jar",
                        "routes")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(out).isEqualTo(2);
        assertThat(out)
                .contains("routes/local/own.camel.yaml, line 11: the component " + scheme + " is in the folder "
                        + missing + "/, which does not lie beside the jar");
    }

    /** Snowflake's driver carries classes of zstd, which cannot be used, under their own names. */
    @Test
    void theLibrariesOfTheStreamStandBeforeSnowflakesDriver() throws Exception {
        List<String> classPath;
        try (var jar = new JarFile(System.getProperty("caravan.jar"))) {
            classPath = List.of(jar.getManifest()
                    .getMainAttributes()
                    .getValue(Attributes.Name.CLASS_PATH)
                    .split(" "));
        }

        assertThat(classPath)
                .filteredOn(entry -> entry.matches("lib/snowflake-jdbc-.*"))
                .hasSize(1);
        assertThat(classPath.stream()
                        .dropWhile(entry -> !entry.matches("lib/snowflake-jdbc-.*"))
                        .toList())
                .noneMatch(entry -> entry.startsWith("lib-stream/"));
        assertThat(classPath)
                .filteredOn(entry -> entry.startsWith("lib-stream/"))
                .anyMatch(entry -> entry.contains("zstd-jni"))
                .anyMatch(entry -> entry.contains("kafka-clients"));
    }

    @Test
    void whatIsPublishedWithZstdIsReadBesideSnowflakesDriver() throws Exception {
        for (String part : List.of("routes", "sql", "application.properties")) {
            copy(Path.of(part));
        }
        KafkaBroker.shared().topic("jar", 2);
        JsonNode summary;
        CaravanProcess.Result doctor;
        try (var services = OutsideServices.start(folder, Catalogue.of(1, 3, 40, DAY))) {
            Map<String, String> environment = services.environment(Map.of(
                    "STREAM_BROKERS",
                    KafkaBroker.shared().address(),
                    "STREAM_TOPIC",
                    "jar",
                    "STREAM_FORMAT",
                    "json",
                    "WAREHOUSE_FROM",
                    "stream"));
            summary = once(environment);
            doctor = CaravanProcess.run(folder, environment, "doctor");
        }

        assertThat(summary.path("snapshots_published").asInt()).isEqualTo(3);
        assertThat(summary.path("snapshots_loaded").asInt()).isEqualTo(3);
        assertThat(songs()).isNotEmpty();
        assertThat(Files.readAllLines(folder.resolve("classes.log")))
                .filteredOn(line -> line.contains("com.github.luben.zstd.ZstdInputStream"))
                .isNotEmpty()
                .allMatch(line -> line.contains("lib-stream/zstd-jni"));
        assertThat(doctor.out().lines().filter(line -> line.matches("\\w+ +(brokers|topic|rights|offsets) .*")))
                .as(doctor.out())
                .hasSize(4)
                .allMatch(line -> line.startsWith("ok "));
    }

    private List<String> songs() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("data/warehouse.duckdb"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select * from tbl_songs order by song_id")) {
            var songs = new ArrayList<String>();
            while (rows.next()) {
                songs.add(Cells.of(rows).toString());
            }
            return songs;
        }
    }
}
