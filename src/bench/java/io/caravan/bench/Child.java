package io.caravan.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own, run to its end. */
record Child(double seconds, int exitCode, String out, String err) {

    /** Runs {@code java} of this very JDK with these arguments. */
    static Child java(Path folder, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return run(folder, environment, command);
    }

    /** Runs a command. */
    static Child run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("caravan-benchmark-", ".out");
        Path err = Files.createTempFile("caravan-benchmark-", ".err");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            int exitCode = builder.start().waitFor();
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Child(
                    seconds,
                    exitCode,
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Returns this process where it ended well. */
    Child checked() {
        if (exitCode != 0) {
            throw new IllegalStateException("A process of the benchmark ended with " + exitCode + ":\n" + err);
        }
        return this;
    }

    /** Returns the lines of JSON among what it printed. */
    List<String> json() {
        return out.lines().filter(line -> line.startsWith("{")).toList();
    }
}
