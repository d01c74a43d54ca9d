package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.command.Recipes;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kaoto's own serializer over the route files, see {@code src/test/node/kaoto.mjs}. */
class KaotoIT {
    private static final int WOULD_CHANGE = 3;

    @TempDir
    Path folder;

    @Test
    void theVisualEditorChangesNoByteOfARouteFile() throws Exception {
        List<String> files = routeFiles();
        assertThat(files).hasSizeGreaterThan(60);
        assertThat(changed(files)).isEmpty();
    }

    @Test
    void norDoesItOfTheRecipes() throws Exception {
        List<String> files = new ArrayList<>();
        for (var recipe : Recipes.routes().entrySet()) {
            files.add(Files.writeString(folder.resolve(recipe.getKey() + ".camel.yaml"), recipe.getValue())
                    .toString());
        }
        assertThat(files).hasSizeGreaterThan(6);
        assertThat(changed(files)).isEmpty();
    }

    @Test
    void whatItWouldChangeIsNamedSoThatTheTestAboveTellsSomething() throws Exception {
        Path quoted = write("quoted", "expression: \"${body}\"");
        Path rounded = write("rounded", "expression: 12345678901234567890");
        Path asSaved = write("as-saved", "expression: ${body}");
        assertThat(changed(List.of(quoted.toString(), rounded.toString(), asSaved.toString())))
                .containsExactly(quoted.toString(), rounded.toString());
    }

    private Path write(String id, String line) throws IOException {
        return Files.writeString(folder.resolve(id + ".camel.yaml"), """
                # What it is for.
                - route:
                    id: %s
                    from:
                      uri: direct
                      parameters:
                        name: %1$s
                      steps:
                        - setBody:
                            simple:
                              %s
                """.formatted(id, line));
    }

    private static List<String> routeFiles() throws IOException {
        try (Stream<Path> paths = Files.walk(Path.of("routes"))) {
            return paths.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    /** Runs it over files, of which it returns those that it would change; skips the test where there is no Node, unless it is required. */
    private static List<String> changed(List<String> files) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "src/test/node/kaoto.mjs"));
        command.addAll(files);
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            List<String> named = process.inputReader().lines().toList();
            int code = process.waitFor();
            if (code != 0 && code != WOULD_CHANGE) {
                throw new IOException("node ended with " + code);
            }
            return named;
        } catch (IOException e) {
            throw PythonEnvironment.skipped("needs node and npm, and npm's package registry at the first time", e);
        }
    }
}
