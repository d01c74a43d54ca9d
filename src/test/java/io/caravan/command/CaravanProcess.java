package io.caravan.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The jar in a process of its own, as a person starts it in a folder. */
public final class CaravanProcess implements AutoCloseable {
    /** Far more than anything takes; a process that needs it hangs. */
    private static final int LIMIT_SECONDS = 300;

    /** How a process ended, and what it said. */
    public record Result(int exitCode, String out, String err) {}

    private final Process process;
    private final Path out;
    private final Path err;

    private CaravanProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Runs a command to its end. */
    static Result run(Path folder, String... arguments) throws Exception {
        return run(folder, Map.of(), arguments);
    }

    /** Runs a command to its end in an environment that is added to this one. */
    public static Result run(Path folder, Map<String, String> environment, String... arguments) throws Exception {
        try (var process = start(folder, environment, arguments)) {
            return process.await();
        }
    }

    /** Starts a command. */
    public static CaravanProcess start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(QuickJar.command(Path.of(System.getProperty("caravan.jar"))));
        command.addAll(List.of(arguments));
        // Not in the folder: what stands there is the test's.
        Path out = Files.createTempFile("caravan", ".out");
        Path err = Files.createTempFile("caravan", ".err");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("CAMEL_MANAGEMENT_PORT", "0");
        builder.environment().putAll(environment);
        return new CaravanProcess(builder.start(), out, err);
    }

    /** Waits for its end. */
    public Result await() throws Exception {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The process did not end within " + LIMIT_SECONDS + " s; it said: " + err());
        }
        return new Result(process.exitValue(), out(), err());
    }

    /** Returns whether it ends by itself within a time. */
    public boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Asks it to stop, as Kubernetes or Ctrl-C do. */
    public void terminate() {
        process.destroy();
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it as a lost machine does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    public String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
        Files.delete(out);
        Files.delete(err);
    }
}
