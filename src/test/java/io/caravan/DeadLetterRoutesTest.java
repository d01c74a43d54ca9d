package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** That route files know one door to the dead letter. */
class DeadLetterRoutesTest {
    private final List<RouteFile> files = RouteFile.all();

    DeadLetterRoutesTest() throws IOException {}

    @Test
    void oneStepWritesADeadLetterAndTheNextTellsOfIt() {
        assertThat(files.stream()
                        .flatMap(file -> file.steps().stream())
                        .filter(step -> step.body().path("ref").asText().equals("failures"))
                        .filter(step -> !step.body().path("method").asText().startsWith("leave"))
                        .map(RouteFile.Step::id))
                .containsExactly("set-aside-keep");
        assertThat(calling("tell-set-aside")).containsExactly("set-aside");
        assertThat(calling("set-aside"))
                .contains("on-poison", "on-answer-unreadable", "set-aside-manifest", "merge-snapshot");
        assertThat(calling("set-aside-manifest")).contains("load-manifest", "commit-manifest", "publish-snapshot");
    }

    @Test
    void noRouteNamesTheDeadLettersThemselves() {
        for (RouteFile file : files) {
            file.visit((key, value) -> {
                if (key.equals("ref")) {
                    assertThat(value.asText()).isNotEqualTo("deadLetters");
                }
            });
        }
    }

    private Set<String> calling(String route) {
        Set<String> callers = new TreeSet<>();
        for (RouteFile file : files) {
            for (RouteFile.Step step : file.steps()) {
                JsonNode parameters = step.body().path("parameters");
                if (step.body().path("uri").asText().equals("direct")
                        && parameters.path("name").asText().equals(route)) {
                    callers.add(step.owner());
                }
            }
        }
        return callers;
    }
}
