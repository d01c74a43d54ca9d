package io.caravan.bench;

import io.caravan.bench.MeasuredProcesses.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.FileUtil;

/** What {@code run} takes that has nothing to do, beside the other build at the same time: processor time and memory, read from Linux' {@code /proc}. */
final class Idle {
    /** So long a service has to start and to come to rest. */
    private static final Duration START = Duration.ofMinutes(1);

    private static final Duration MEASURED = Duration.ofMinutes(Integer.getInteger("bench.minutes", 10));

    /** A service that runs, and what it had taken when it was last looked at. */
    private record Service(Build build, Process process, double seconds) {
        Service lookedAt() throws IOException {
            return new Service(build, process, cpuSeconds(process));
        }
    }

    private Idle() {}

    static void print(Goals goals) throws Exception {
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        var processes = new MeasuredProcesses(goals, folder);
        System.out.printf("%nA service with nothing to do, %d minutes%n%-64s %12s %12s%n", MEASURED.toMinutes(), "", "CPU seconds", "MB");
        var services = new ArrayList<Service>();
        try {
            for (Build build : processes.builds) {
                Path home = processes.home(build, "idle");
                processes.caravan(build, home, Map.of(), "once");
                services.add(new Service(build, start(build, home), 0));
            }
            TimeUnit.NANOSECONDS.sleep(START.toNanos());
            var before = new ArrayList<Service>();
            for (Service service : services) {
                before.add(service.lookedAt());
            }
            TimeUnit.NANOSECONDS.sleep(MEASURED.toNanos());
            tell(goals, before);
        } finally {
            for (Service service : services) {
                service.process().destroy();
                service.process().waitFor();
            }
            FileUtil.removeDir(folder.toFile());
        }
    }

    private static Process start(Build build, Path home) throws IOException {
        var command = new ArrayList<>(build.command());
        command.add("run");
        var builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(home.resolve("run.log").toFile());
        builder.environment().put("CAMEL_MANAGEMENT_PORT", "0");
        return builder.start();
    }

    private static void tell(Goals goals, List<Service> before) throws IOException {
        var seconds = new ArrayList<Double>();
        var megabytes = new ArrayList<Double>();
        for (Service service : before) {
            seconds.add(cpuSeconds(service.process()) - service.seconds());
            megabytes.add(residentMegabytes(service.process()));
            System.out.printf("%-64s %12.2f %12.0f%n", service.build().name(), seconds.get(seconds.size() - 1), megabytes.get(megabytes.size() - 1));
        }
        if (before.size() > 1) {
            goals.atMost("idle, CPU, caravan / base", seconds.get(0) / seconds.get(1), 1 / 3.0);
            goals.atMost("idle, memory, caravan / base", megabytes.get(0) / megabytes.get(1), 2 / 3.0);
        }
    }

    /** Of the process itself: the launcher becomes the JVM, which starts no other. */
    private static double cpuSeconds(Process process) throws IOException {
        String stat = Files.readString(proc(process, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        // utime and stime, in hundredths of a second on every Linux of today
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private static double residentMegabytes(Process process) throws IOException {
        return Files.readAllLines(proc(process, "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow() / 1024.0;
    }

    private static Path proc(Process process, String file) {
        return Path.of("/proc", String.valueOf(process.pid()), file);
    }
}
