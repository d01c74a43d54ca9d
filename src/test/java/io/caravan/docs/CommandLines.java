package io.caravan.docs;

import io.caravan.command.CommandModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;

/** Whether what a script would start is there and takes its arguments: Caravan by its own command line, Maven by the file of the build. */
final class CommandLines {
    /** Programs of others, of which a name alone is checked. */
    private static final Set<String> OTHERS = Set.of(
            "aws",
            "chmod",
            "chown",
            "curl",
            "diff",
            "docker",
            "flock",
            "git",
            "grep",
            "install",
            "journalctl",
            "kafka-acls.sh",
            "kafka-topics.sh",
            "kill",
            "kubectl",
            "mkdir",
            "mv",
            "cp",
            "dbt",
            "openssl",
            "pip",
            "promtool",
            "rm",
            "sed",
            "systemctl",
            "tar",
            "timeout",
            "tr",
            "useradd");
    /** Of Maven's own plugins. */
    private static final Set<String> OF_MAVEN = Set.of("skipTests", "it.test");

    private static final Set<String> GOALS = Set.of("verify", "package", "test-compile", "spotless:apply");

    private final String pom;

    CommandLines() throws IOException {
        pom = Files.readString(Path.of("pom.xml"));
    }

    /** Returns what is wrong with a program's call; empty where nothing is. */
    String problem(List<String> call) {
        String program = call.get(0).replaceFirst("^.*/", "");
        List<String> arguments = call.subList(1, call.size());
        return switch (program) {
            case "caravan" -> caravan(arguments);
            case "java" -> java(arguments);
            case "mvn" -> maven(arguments);
            case "python3", "start", "run" -> files(call);
            case "sudo" -> problem(arguments);
            // Its options stand before a program's name, the first one with a value.
            case "flock" -> problem(arguments.subList(2, arguments.size()));
            default -> OTHERS.contains(program) ? "" : program + " is no program that is known here";
        };
    }

    private static String caravan(List<String> arguments) {
        try {
            CommandModel.line().parseArgs(arguments.toArray(String[]::new));
            return "";
        } catch (ParameterException e) {
            return "caravan " + String.join(" ", arguments) + ": " + e.getMessage();
        }
    }

    private String java(List<String> arguments) {
        int jar = arguments.indexOf("-jar");
        if (jar >= 0) {
            return caravan(arguments.subList(Math.min(jar + 2, arguments.size()), arguments.size()));
        }
        for (String word : arguments) {
            if (word.matches("io(\\.\\w+)+")) {
                return Stream.of("main", "test", "bench")
                                .anyMatch(part ->
                                        Files.exists(Path.of("src", part, "java", word.replace('.', '/') + ".java")))
                        ? ""
                        : "there is no class " + word;
            }
        }
        return files(arguments);
    }

    private String maven(List<String> arguments) {
        for (String word : arguments) {
            String name = word.replaceFirst("^-[PD]", "").replaceFirst("=.*", "");
            boolean known = word.startsWith("-P")
                    ? pom.contains("<id>" + name + "</id>")
                    : word.startsWith("-D")
                            ? OF_MAVEN.contains(name)
                                    || pom.contains("<" + name + ">")
                                    || pom.contains("<" + name + "/>")
                            : word.startsWith("-") || GOALS.contains(word);
            if (!known) {
                return "the build knows no " + word;
            }
        }
        return "";
    }

    /** Looks for what is named by its path in the repository. */
    private static String files(List<String> words) {
        return words.stream()
                .filter(Pattern.compile("(src|docker|\\.ci)/.*").asMatchPredicate())
                .filter(word -> !Files.exists(Path.of(word)))
                .map(word -> "there is no " + word)
                .findFirst()
                .orElse("");
    }
}
