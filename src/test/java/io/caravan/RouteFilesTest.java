package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.caravan.RouteFile.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.events.CommentEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;

/** The form of the route files: what the DSL's schema asks for, and what a visual editor leaves as it is. */
class RouteFilesTest {
    private static final String ENDING = ".camel.yaml";
    private static final int MOST_LINES = 100;
    private static final int MOST_STEPS = 12;
    private static final int MOST_DIGITS = 15;
    private static final String KEBAB_CASE = "[a-z]+(-[a-z]+)*";
    /** Languages and elements that would hide a program in a route. */
    private static final Set<String> SCRIPTS =
            Set.of("groovy", "java", "joor", "javascript", "js", "mvel", "ognl", "python", "script", "spel", "wasm");

    private final List<RouteFile> files = RouteFile.all();
    private final List<String> problems = new ArrayList<>();

    RouteFilesTest() throws IOException {}

    @Test
    void everyFileIsARouteFileAndThereAreSome() {
        assertThat(files).hasSizeGreaterThan(5).allSatisfy(file -> assertThat(file.name())
                .endsWith(ENDING));
    }

    @Test
    void everyFileFitsTheSchemaOfTheDsl() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
            var schema = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(in);
            files.forEach(file -> schema.validate(file.yaml()).stream()
                    .filter(message -> !isPlaceholder(message.getInstanceNode()))
                    .forEach(message -> problems.add(file + ": " + message.getMessage())));
        }
        assertThat(problems).isEmpty();
    }

    /** The schema asks for a boolean or a number where a placeholder may stand as well. */
    private static boolean isPlaceholder(JsonNode value) {
        return value.asText().matches("\\{\\{[^{}]+}}");
    }

    @Test
    void aFileIsCalledAsOneOfItsRoutes() {
        for (RouteFile file : files) {
            List<String> ids = new ArrayList<>();
            file.parts("route").forEach(route -> ids.add(RouteFile.id(route)));
            file.parts("routeConfiguration").forEach(configuration -> ids.add(RouteFile.id(configuration)));
            String name = file.name().replace(ENDING, "").replaceFirst(".*/", "");
            boolean beansOnly = ids.isEmpty() && name.matches("beans(-[a-z]+)*");
            if (!beansOnly && !ids.contains(name)) {
                problems.add(file + " holds " + ids);
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void everyRouteSaysWhatItDoesAndWhatHappensWhenItFails() {
        Set<String> configurations = new HashSet<>();
        files.forEach(file -> file.parts("routeConfiguration")
                .forEach(configuration -> configurations.add(RouteFile.id(configuration))));
        for (RouteFile file : files) {
            for (JsonNode route : file.parts("route")) {
                check(RouteFile.id(route).matches(KEBAB_CASE), file, route, "has no id in kebab case");
                checkDescription(file, route);
                check(
                        configurations.containsAll(List.of(
                                route.path("routeConfigurationId").asText().split(","))),
                        file,
                        route,
                        "names no routeConfigurationId that exists");
            }
            for (JsonNode configuration : file.parts("routeConfiguration")) {
                check(RouteFile.id(configuration).matches(KEBAB_CASE), file, configuration, "has no id in kebab case");
                checkDescription(file, configuration);
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void onlyWhoAsksSpotifyPassesWhatIsForItsAnswers() {
        Set<String> asking = new TreeSet<>();
        Set<String> configured = new TreeSet<>();
        for (RouteFile file : files) {
            file.steps().stream()
                    .filter(step -> "ask-spotify".equals(direct(step.body())))
                    .forEach(step -> asking.add(step.owner()));
            file.parts("route").stream()
                    .filter(route -> List.of(
                                    route.path("routeConfigurationId").asText().split(","))
                            .contains("spotify-call"))
                    .forEach(route -> configured.add(RouteFile.id(route)));
            file.parts("routeConfiguration").stream()
                    .filter(configuration -> !RouteFile.id(configuration).equals("spotify-call"))
                    .map(JsonNode::toString)
                    .forEach(clauses -> assertThat(clauses)
                            .doesNotContain(
                                    "io.caravan.spotify", "HttpOperation", "spotifyBackoff", "rateLimit", "refusals"));
        }
        assertThat(asking).isNotEmpty();
        assertThat(configured).containsAll(asking).contains("ask-spotify");
    }

    private void checkDescription(RouteFile file, JsonNode part) {
        check(
                part.path("description").asText().matches("[A-Z][^\\n.]*[^\\s.]"),
                file,
                part,
                "has no description of one sentence without a full stop");
    }

    private void check(boolean good, RouteFile file, JsonNode part, String problem) {
        if (!good) {
            problems.add(file + ", " + RouteFile.id(part) + " " + problem);
        }
    }

    @Test
    void everyIdIsUniqueAndTellsWhereItsStepStands() {
        Set<String> ids = new HashSet<>();
        for (RouteFile file : files) {
            for (String kind : List.of("route", "routeConfiguration")) {
                file.parts(kind).forEach(part -> checkUnique(ids, kind + " " + RouteFile.id(part), file));
            }
            for (JsonNode clause : file.exceptionClauses()) {
                check(RouteFile.id(clause).matches(KEBAB_CASE), file, clause, "is an onException without an id");
                checkUnique(ids, RouteFile.id(clause), file);
            }
            for (Step step : file.steps()) {
                if (!step.id().matches(KEBAB_CASE) || !step.id().startsWith(step.owner() + "-")) {
                    problems.add(step + ": the id has to begin with " + step.owner() + "-, without digits");
                }
                checkUnique(ids, step.id(), file);
            }
        }
        assertThat(problems).isEmpty();
    }

    private void checkUnique(Set<String> ids, String id, RouteFile file) {
        if (!ids.add(id)) {
            problems.add(file + ": " + id + " exists already");
        }
    }

    @Test
    void noNotationIsCompact() {
        for (RouteFile file : files) {
            for (JsonNode route : file.parts("route")) {
                check(route.path("from").path("steps").size() > 0, file, route, "has no steps under from");
            }
            for (Step step : file.steps()) {
                if (!step.body().isObject()) {
                    problems.add(step + " is not written out");
                }
            }
            file.visit((key, value) -> {
                if (key.equals("uri") && !value.asText().matches("[a-z][a-z0-9-]*")) {
                    problems.add(file + ": the uri " + value + " is more than a scheme");
                }
                if (Set.of("simple", "constant", "header", "exchangeProperty").contains(key) && !value.isObject()) {
                    problems.add(file + ": " + key + " " + value + " is not written out");
                }
            });
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void noProgramHidesInARoute() {
        for (RouteFile file : files) {
            file.visit((key, value) -> {
                if (SCRIPTS.contains(key) || (key.equals("language") && SCRIPTS.contains(value.asText()))) {
                    problems.add(file + ": " + key);
                }
            });
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void nothingStandsThereThatAVisualEditorDrops() {
        for (RouteFile file : files) {
            boolean begun = false;
            for (Event event : events(file.text())) {
                boolean comment = event instanceof CommentEvent said && said.getCommentType() != CommentType.BLANK_LINE;
                if (comment && begun) {
                    problems.add(file + ": a comment in line "
                            + (event.getStartMark().getLine() + 1) + "; write a description");
                }
                if (event instanceof NodeEvent node && node.getAnchor() != null) {
                    problems.add(file + ": the anchor or alias " + node.getAnchor());
                }
                begun |= !(event instanceof CommentEvent
                        || event instanceof StreamStartEvent
                        || event instanceof DocumentStartEvent);
            }
        }
        assertThat(problems).isEmpty();
    }

    private static Iterable<Event> events(String yaml) {
        var options = new LoaderOptions();
        options.setProcessComments(true);
        return new Yaml(options).parse(new StringReader(yaml));
    }

    @Test
    void aNumberThatAVisualEditorWouldRoundStandsInQuotes() {
        for (RouteFile file : files) {
            file.visit((key, value) -> {
                if (value.isNumber() && value.asText().length() > MOST_DIGITS) {
                    problems.add(file + ": " + key + " " + value + " has to stand in quotes");
                }
            });
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void noValueBeginsWithALineBreakWhichAVisualEditorWritesAsNothingThatCamelReads() {
        for (RouteFile file : files) {
            file.visit((key, value) -> {
                if (value.isTextual() && value.asText().startsWith("\n")) {
                    problems.add(file + ": " + key);
                }
            });
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void everyFileAndEveryRouteIsShort() {
        for (RouteFile file : files) {
            // One list of beans is easier to read than several, and so is one list of what happens on which failure.
            boolean list = file.parts("route").size() <= 1
                    && (!file.beans().isEmpty() || !file.exceptionClauses().isEmpty());
            long lines = file.text().lines().count();
            if (!list && lines > MOST_LINES) {
                problems.add(file + " has " + lines + " lines; split it by direct");
            }
            for (JsonNode route : file.parts("route")) {
                int steps = route.path("from").path("steps").size();
                check(steps <= MOST_STEPS, file, route, "has " + steps + " steps; split it by direct");
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void noPlaceholderHasADefaultInARoute() {
        for (RouteFile file : files) {
            new TreeSet<>(Placeholders.in(file.text()))
                    .stream()
                            .filter(key -> !key.matches("[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+"))
                            .forEach(key -> problems.add(file + ": {{" + key + "}} is no plain key"));
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void everyDirectNameHasExactlyOneRoute() {
        List<String> offered = new ArrayList<>();
        Set<String> asked = new TreeSet<>();
        for (RouteFile file : files) {
            file.parts("route").stream()
                    .map(route -> direct(route.path("from")))
                    .filter(Objects::nonNull)
                    .forEach(offered::add);
            file.steps().stream()
                    .filter(step -> !step.body().path("parameters").has("failIfNoConsumers"))
                    .map(step -> direct(step.body()))
                    .filter(Objects::nonNull)
                    .forEach(asked::add);
        }
        assertThat(offered).doesNotHaveDuplicates().containsAll(asked);
    }

    private static String direct(JsonNode node) {
        return node.path("uri").asText().equals("direct")
                ? node.path("parameters").path("name").asText()
                : null;
    }
}
