package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a process that is told to stop may take at most: the sum of its limits, since no clock can tell it on a busy machine. */
class ShutdownTimeTest {
    private static final int KUBERNETES_GRANTS_SECONDS = 30;
    private static final int FOR_A_SLOW_MACHINE_SECONDS = 5;

    /** A landing that hangs is waited for by Camel, then by the endpoint for its lock, then by the endpoint for its thread. */
    @Test
    void aProcessThatIsToldToStopEndsWithinWhatKubernetesGrants() throws IOException {
        JsonNode parts = new YAMLMapper().readTree(new File("routes/consume/consume-topic.camel.yaml"));
        int endpointMillis =
                parts.at("/0/route/from/parameters/shutdownTimeout").asInt();

        assertThat(endpointMillis).as("as it stands in the route").isPositive();
        assertThat(RunCommand.SHUTDOWN_SECONDS * 1000 + 2 * endpointMillis)
                .isLessThanOrEqualTo((KUBERNETES_GRANTS_SECONDS - FOR_A_SLOW_MACHINE_SECONDS) * 1000);
    }
}
