package io.caravan.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.command.QuickJar;
import io.caravan.docs.Page.Block;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A folder as "mvn package" leaves it, in which bash runs commands on one day of a small simulator. */
final class BuiltFolder {
    private static final Path JAR = Path.of(System.getProperty("caravan.jar"));
    private static final String DAY = "2026-11-21";
    /** What pages start and has been done already, or would change the machine. */
    private static final List<String> NOT_STARTED =
            List.of("bin/mvn", "bin/git", "bin/systemctl", "bin/useradd", "bin/chown", "docker/stream/start");

    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> filledIn = new LinkedHashMap<>();

    /** Builds it in an empty folder. */
    BuiltFolder(Path folder) throws IOException {
        this.folder = folder;
        SettingsFolder.in(folder).whole();
        Files.createDirectories(folder.resolve("target"));
        Files.createSymbolicLink(
                folder.resolve("target/caravan"), JAR.toRealPath().getParent());
        for (String program : NOT_STARTED) {
            program(program, "exit 0");
        }
        program("bin/sudo", "exec \"$@\"");
        set("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        set("JAVA_HOME", System.getProperty("java.home"));
        set("LOCAL_SPOTIFY_DAY", DAY);
        set("LOCAL_SPOTIFY_PLAYLISTS", "3");
        // One archive of classes for all of them, in place of one a command.
        set("CARAVAN_CACHE", "off");
        QuickJar.command(JAR).stream()
                .filter(option -> option.startsWith("-XX:SharedArchiveFile"))
                .forEach(option -> set("JDK_JAVA_OPTIONS", option));
        fillIn("/opt/caravan", folder.resolve("opt").toString());
        fillIn("-g caravan /dev/null /etc", "/dev/null " + folder);
    }

    private void program(String name, String line) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Sets a variable of the environment. */
    void set(String name, String value) {
        environment.put(name, value);
    }

    /** Has something else run than what stands on the page, as a reader fills in what is his own. */
    void fillIn(String words, String mine) {
        filledIn.put(words, mine);
    }

    /** Runs a block and returns what it says. */
    String run(Block block) throws IOException, InterruptedException, SQLException {
        if (block.language().equals("sql")) {
            return ask(block.text());
        }
        String script = block.text();
        for (var words : filledIn.entrySet()) {
            script = script.replace(words.getKey(), words.getValue());
        }
        return bash(block.name(), script);
    }

    /** Runs one cycle. */
    void once() throws IOException, InterruptedException {
        bash("once", "target/caravan/caravan once");
    }

    /** Runs a script, which has to end well, and returns what it says. */
    String bash(String name, String script) throws IOException, InterruptedException {
        return bash(folder, environment, name, script);
    }

    /** Runs a script in a folder, likewise. */
    static String bash(Path folder, Map<String, String> environment, String name, String script)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", name, said).isZero();
        return said;
    }

    /** Asks the warehouse for the first column of a query: its file, since a process for each question takes longer than all of them. */
    String ask(String query) throws SQLException {
        try (var connection = warehouse();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var said = new StringBuilder();
            while (rows.next()) {
                said.append(rows.getString(1)).append('\n');
            }
            return said.toString();
        }
    }

    Connection warehouse() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("data/warehouse.duckdb"));
    }
}
