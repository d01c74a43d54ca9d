package io.caravan.routes;

import io.caravan.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The route files for whoever has no Camel: what can be told of them by reading them alone. */
public final class WrittenRoutes {
    private static final String FILES = "/*.camel.yaml";

    private final List<Field> files = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    /** Reads the files that a start with these settings would read. */
    public WrittenRoutes(Settings settings) {
        for (String pattern : RoutesThatAreOn.pattern(settings).split(",", -1)) {
            read(Path.of(RouteReader.file(pattern).replace(FILES, "")));
        }
    }

    private void read(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.filter(name -> name.toString().endsWith(FILES.substring(2)))
                    .sorted()
                    .toList()) {
                YamlMistake.read(file.toString(), Files.readAllBytes(file), mistakes::add)
                        .ifPresent(files::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many files there are that hold something. */
    public int files() {
        return files.size();
    }

    /** Returns a sentence for each mistake, as {@link RouteCheck} tells it; of files that cannot be read these alone. */
    public List<String> mistakes() {
        if (mistakes.isEmpty()) {
            RouteFiles read = RouteFiles.of(files);
            for (RouteRule rule :
                    List.of(new ShapeRule(), new StepRule(), new ValueRule(UnaryOperator.identity()), new IdRule())) {
                rule.look(read, mistakes::add);
            }
        }
        return RouteCheck.sentences(mistakes);
    }
}
