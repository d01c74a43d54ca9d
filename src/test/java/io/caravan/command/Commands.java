package io.caravan.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.command.CaravanProcess.Result;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder and a process in it that runs one command after another: what a command says and how it ends is the same there as in
 * a process of its own, and the start of Java is paid for once.
 */
public final class Commands implements AutoCloseable {
    private final Path folder;
    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader results;
    private final ObjectMapper json = new ObjectMapper();

    private Commands(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.commands = new PrintWriter(process.getOutputStream(), true, UTF_8);
        this.results = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Starts the process in an empty folder. */
    public static Commands in(Path folder) throws IOException {
        return in(folder, Map.of());
    }

    /** Starts it in an environment that is added to this one. */
    static Commands in(Path folder, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(QuickJar.command(Path.of(System.getProperty("caravan.jar"))));
        String jar = command.remove(command.size() - 1);
        command.remove("-jar");
        command.addAll(List.of(
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                // Not that of the tests, which lies beside the class.
                "-Dlog4j2.configurationFile=log4j2.properties",
                "-cp",
                jar + File.pathSeparator + testClasses(),
                CommandLoop.class.getName()));
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("CAMEL_MANAGEMENT_PORT", "0");
        builder.environment().putAll(environment);
        return new Commands(folder, builder.start());
    }

    private static Path testClasses() {
        return Path.of(URI.create(CommandLoop.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }

    /** Runs a command to its end. */
    Result run(String... arguments) throws IOException {
        return run(Map.of(), arguments);
    }

    /** Runs a command to its end in an environment that is added to that of the process. */
    public Result run(Map<String, String> environment, String... arguments) throws IOException {
        commands.println(json.writeValueAsString(new CommandLoop.Line(environment, List.of(arguments))));
        String result = results.readLine();
        if (result == null) {
            throw new IOException("The process is gone; see what it said above");
        }
        return json.readValue(result, Result.class);
    }

    /** Empties the folder. */
    public void clear() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> !file.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws Exception {
        commands.close();
        process.destroyForcibly().waitFor();
    }
}
