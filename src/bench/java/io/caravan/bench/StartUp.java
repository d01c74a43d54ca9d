package io.caravan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.FileUtil;

/** The jar as it was built, from its start to its end, and what of it is the JVM, class loading, Camel and the rest. */
final class StartUp {
    private static final int ROUNDS = 3;
    private static final Pattern CAMEL = Pattern.compile("Apache Camel .* started in (?:(\\d+)s)?(?:(\\d+)ms)?");

    private StartUp() {}

    static void print() throws IOException, InterruptedException {
        Path jar = Path.of("target", "caravan", "caravan.jar").toAbsolutePath();
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        try {
            for (String part : List.of("routes", "sql", "application.properties")) {
                copy(Path.of(part), folder.resolve(part));
            }
            System.out.printf("%nStart-up, seconds (medians of %d)%n", ROUNDS);
            double jvm = median(folder, List.of("-version"));
            System.out.printf("%-60s %6.2f%n", "the JVM alone (java -version)", jvm);
            System.out.printf("%-60s %6.2f%n", "caravan --help", median(folder, List.of("-jar", jar.toString(), "--help")));
            once(folder, jar, "once, ten playlists of the simulator", List.of());
            Path archive = folder.resolve("caravan.jsa");
            Child.java(folder, Map.of(), List.of("-XX:ArchiveClassesAtExit=" + archive, "-jar", jar.toString(), "once"));
            once(folder, jar, "the same with a class-data archive", List.of("-XX:SharedArchiveFile=" + archive));
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    private static void once(Path folder, Path jar, String title, List<String> flags)
            throws IOException, InterruptedException {
        var walls = new ArrayList<Double>();
        var camels = new ArrayList<Double>();
        var classes = new ArrayList<Double>();
        var counts = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            FileUtil.removeDir(folder.resolve("data").toFile());
            Path counters = folder.resolve("counters-" + round + flags.size());
            var arguments = new ArrayList<>(flags);
            arguments.addAll(List.of(
                    "-XX:+PerfDataSaveToFile", "-XX:PerfDataSaveFile=" + counters, "-jar", jar.toString(), "once"));
            Child child = Child.java(folder, Map.of("CARAVAN_LOG", "info"), arguments).checked();
            walls.add(child.seconds());
            Matcher camel = CAMEL.matcher(child.err());
            camels.add(camel.find() ? number(camel.group(1)) + number(camel.group(2)) / 1e3 : Double.NaN);
            String told = counters(folder, counters);
            classes.add(counter(told, "sun.cls.time") / counter(told, "sun.os.hrt.frequency"));
            counts.add(counter(told, "java.cls.loadedClasses") + counter(told, "java.cls.sharedLoadedClasses"));
        }
        System.out.printf("%-60s %6.2f%n", title, median(walls));
        System.out.printf("%-60s %6.2f%n", "  of it loading " + (int) median(counts) + " classes, on all threads", median(classes));
        System.out.printf("%-60s %6.2f%n", "  of it starting Camel's context, classes included", median(camels));
    }

    private static String counters(Path folder, Path file) throws IOException, InterruptedException {
        return Child.java(
                        folder,
                        Map.of(),
                        List.of("--add-exports=jdk.internal.jvmstat/sun.jvmstat.monitor=ALL-UNNAMED", "-Djstat.showUnsupported=true",
                                "-m", "jdk.jcmd/sun.tools.jstat.Jstat", "-snap", file.toUri().toString()))
                .checked()
                .out();
    }

    private static double counter(String told, String name) {
        Matcher line = Pattern.compile("(?m)^" + Pattern.quote(name) + "=(\\d+)$").matcher(told);
        return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
    }

    private static double number(String digits) {
        return digits == null ? 0 : Double.parseDouble(digits);
    }

    private static double median(Path folder, List<String> arguments) throws IOException, InterruptedException {
        var walls = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            walls.add(Child.java(folder, Map.of(), arguments).checked().seconds());
        }
        return median(walls);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
