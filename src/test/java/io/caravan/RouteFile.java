package io.caravan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A route file as the structure tests look at it: plain YAML, read without Camel. */
record RouteFile(String name, String text, JsonNode yaml) {
    /** What holds steps or leads to them and is drawn in the visual editor, although it stands under no {@code steps}. */
    private static final Set<String> BRANCHES = Set.of("when", "otherwise", "doCatch", "doFinally");

    /** A step of a route or of an exception clause, such as {@code to} or {@code filter}. */
    record Step(RouteFile file, String owner, String kind, JsonNode body) {
        String id() {
            return body.path("id").asText();
        }

        @Override
        public String toString() {
            return file.name + ", " + owner + ", " + kind + " " + id();
        }
    }

    static List<RouteFile> all() throws IOException {
        Path root = Path.of("routes");
        try (Stream<Path> paths = Files.walk(root).filter(Files::isRegularFile)) {
            List<RouteFile> files = new ArrayList<>();
            for (Path path : paths.sorted().toList()) {
                String text = Files.readString(path);
                files.add(new RouteFile(root.relativize(path).toString(), text, new YAMLMapper().readTree(text)));
            }
            return files;
        }
    }

    /** The parts of one kind: {@code route}, {@code routeConfiguration}. */
    List<JsonNode> parts(String kind) {
        List<JsonNode> parts = new ArrayList<>();
        yaml.forEach(part -> {
            if (part.has(kind)) {
                parts.add(part.get(kind));
            }
        });
        return parts;
    }

    List<JsonNode> beans() {
        List<JsonNode> beans = new ArrayList<>();
        parts("beans").forEach(list -> list.forEach(beans::add));
        return beans;
    }

    List<JsonNode> exceptionClauses() {
        List<JsonNode> clauses = new ArrayList<>();
        for (JsonNode configuration : parts("routeConfiguration")) {
            configuration.path("onException").forEach(clause -> clauses.add(clause.get("onException")));
        }
        return clauses;
    }

    /** All steps at any depth; those of an exception clause belong to the clause. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        parts("route").forEach(route -> collect(id(route), route.path("from"), steps));
        exceptionClauses().forEach(clause -> collect(id(clause), clause, steps));
        return steps;
    }

    private void collect(String owner, JsonNode holder, List<Step> steps) {
        for (JsonNode step : holder.path("steps")) {
            var entry = step.properties().iterator().next();
            add(owner, entry.getKey(), entry.getValue(), steps);
        }
        for (String branch : BRANCHES) {
            JsonNode found = holder.path(branch);
            (found.isArray() ? found : List.of(found)).forEach(body -> {
                if (!body.isMissingNode()) {
                    add(owner, branch, body, steps);
                }
            });
        }
    }

    private void add(String owner, String kind, JsonNode body, List<Step> steps) {
        steps.add(new Step(this, owner, kind, body));
        collect(owner, body, steps);
    }

    /** Visits every key of the file with its value, at any depth; each element of a list with the key of the list. */
    void visit(BiConsumer<String, JsonNode> visitor) {
        visit("", yaml, visitor);
    }

    private static void visit(String key, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(key, node);
        node.properties().forEach(entry -> visit(entry.getKey(), entry.getValue(), visitor));
        if (node.isArray()) {
            node.forEach(element -> visit(key, element, visitor));
        }
    }

    static String id(JsonNode part) {
        return part.path("id").asText();
    }

    @Override
    public String toString() {
        return name;
    }
}
