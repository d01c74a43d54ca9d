package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.lake.Stage;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That Java and the route files know the same stages. */
class StagesTest {
    @Test
    void theStagesThatRoutesSetAreThoseOfTheEnum() throws IOException {
        Set<String> set = RouteFile.all().stream()
                .flatMap(file -> file.steps().stream())
                .filter(step -> step.kind().equals("setProperty"))
                .filter(step -> step.body().path("name").asText().equals("stage"))
                .map(step -> step.body().path("constant").path("expression").asText())
                .collect(Collectors.toSet());

        assertThat(set)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Stage.values()).map(Stage::label).toList());
    }
}
