package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher beside the jar. */
class LauncherIT {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("caravan.jar")).resolveSibling("caravan").toAbsolutePath();
    private static final Pattern OF_JAVA = Pattern.compile("\\] (java|jdk|sun|com\\.sun)\\.|Lambda|\\$Proxy");
    private static final String OF_THE_ARCHIVE = "shared objects file (top)";

    @TempDir
    Path folder;

    private Path cache;

    private record Ended(int exitCode, String out, String err) {}

    @BeforeEach
    void settings() throws IOException {
        SettingsFolder.in(folder).whole();
        cache = folder.resolve("a cache");
    }

    private Ended run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("CARAVAN_CACHE", cache.toString());
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Ended(exitCode, Files.readString(out), Files.readString(err));
    }

    private List<Path> archives() throws IOException {
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }

    /** Loaded from the archive, by the JVM's own account: a count that fails where the JVM does not take it, of which it says nothing. */
    private long classesOfTheArchive(Path launcher, String... arguments) throws Exception {
        Path log = folder.resolve("classes.log");
        Ended ended = run(launcher, Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log), arguments);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(OF_THE_ARCHIVE)).count();
        }
    }

    @Test
    void aSecondStartTakesItsClassesFromWhatTheFirstOneLeft() throws Exception {
        assertThat(classesOfTheArchive(LAUNCHER, "--help")).isZero();
        assertThat(archives()).hasSize(1);
        assertThat(classesOfTheArchive(LAUNCHER, "--help")).isGreaterThan(100);
        assertThat(archives()).singleElement().asString().endsWith(".jsa");
    }

    /** What a command loads it pays for at each start; those of the JDK and those made at run time aside, which each Java has others of. */
    @ParameterizedTest
    @CsvSource({"--help, , 300", "query, select 1, 400", "once, , 5000"})
    void aCommandLoadsNoMoreClassesThanItNeeds(String command, String argument, long most) throws Exception {
        assertThat(run(LAUNCHER, Map.of("CARAVAN_CACHE", "off"), "once").exitCode())
                .isZero();
        Path log = folder.resolve("loaded.log");
        String[] arguments =
                Stream.of(command, argument).filter(Objects::nonNull).toArray(String[]::new);

        Ended ended = run(
                LAUNCHER,
                Map.of("CARAVAN_CACHE", "off", "JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log),
                arguments);

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        try (Stream<String> lines = Files.lines(log)) {
            assertThat(lines.filter(line -> !OF_JAVA.matcher(line).find()).count())
                    .isBetween(most / 2, most);
        }
    }

    /** Its driver brings a library that guesses types of files, which the JDK asks as soon as somebody asks the JDK. */
    @Test
    void whoHasNoSnowflakeLoadsNothingOfItsDriver() throws Exception {
        Path log = folder.resolve("loaded.log");
        Path dropped = folder.resolve("data/s3/lake/raw_data/to_processed/dropped_20261121.json");
        Files.createDirectories(dropped.getParent());
        Files.writeString(dropped, """
                {"id":"4uLU6hMCjMI75M1A2tKUQC","name":"Mine","snapshot_id":"s1","tracks":{"total":0,"items":[]}}""");

        Ended ended = run(
                LAUNCHER, Map.of("CARAVAN_CACHE", "off", "JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log), "once");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(dropped).doesNotExist();
        assertThat(Files.readAllLines(log)).isNotEmpty().noneMatch(line -> line.contains(" net.snowflake."));
    }

    @Test
    void anotherNameOfItIsTheSame() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), LAUNCHER);
        classesOfTheArchive(LAUNCHER, "--help");

        assertThat(classesOfTheArchive(link, "--help")).isGreaterThan(100);
    }

    @Test
    void whatACommandPrintsStandsAloneFromTheFirstStartOn() throws Exception {
        assertThat(run(LAUNCHER, Map.of(), "once").exitCode()).isZero();
        for (int start = 0; start < 3; start++) {
            Ended query = run(LAUNCHER, Map.of(), "query", "--format", "csv", "select 1 as one");
            assertThat(query).isEqualTo(new Ended(0, "\"one\"\n\"1\"\n", ""));
        }
    }

    @Test
    void anArchiveThatIsNoneIsNoMatter() throws Exception {
        classesOfTheArchive(LAUNCHER, "--help");
        classesOfTheArchive(LAUNCHER, "--help");
        Path archive = archives().get(0);
        Files.delete(archive);
        Files.writeString(archive, "half of one");

        Ended help = run(LAUNCHER, Map.of(), "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith("Usage: caravan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "/proc/no/such/folder"})
    void withoutACacheItStartsAsWell(String none) throws Exception {
        Ended help = run(LAUNCHER, Map.of("CARAVAN_CACHE", none), "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith("Usage: caravan");
        assertThat(help.err()).isEmpty();
        assertThat(archives()).isEmpty();
    }

    @Test
    void aCollectorThatSomebodyAsksForIsTaken() throws Exception {
        Ended help = run(LAUNCHER, Map.of("JDK_JAVA_OPTIONS", "-XX:+UseParallelGC"), "--help");

        assertThat(help.exitCode()).as(help.err()).isZero();
    }

    @Test
    void theExitCodeIsThatOfTheCommand() throws Exception {
        assertThat(run(LAUNCHER, Map.of(), "nonsense").exitCode()).isEqualTo(2);
    }

    @Test
    void whereThereIsNoJavaItSaysSo() throws Exception {
        Ended ended = run(LAUNCHER, Map.of("JAVA_HOME", "/no/java"), "--help");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("There is no Java here", "17 or later");
    }
}
