package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By which steps of the route files SQL gets to the warehouse. */
class WarehouseRoutesTest {
    @Test
    void oneRouteRunsStatementsButForThoseThatNeedAnotherSessionOrAnotherAnswer() throws IOException {
        List<RouteFile.Step> statements = RouteFile.all().stream()
                .flatMap(file -> file.steps().stream())
                .filter(step -> step.body().path("uri").asText().equals("jdbc"))
                .toList();

        assertThat(statements)
                .extracting(RouteFile.Step::id)
                .containsExactlyInAnyOrder(
                        "run-sql-prepared",
                        "run-sql-run",
                        "check-warehouse-check",
                        "write-unified-select",
                        "apply-migration-change",
                        "apply-migration-record");
        assertThat(statements).allSatisfy(step -> {
            String session = step.owner().equals("apply-migration") ? "migrationSession" : "warehouseSession";
            assertThat(step.body().path("parameters").path("connectionStrategy").asText())
                    .isEqualTo("#bean:" + session);
            assertThat(step.body().path("parameters").path("resetAutoCommit").asText())
                    .isEqualTo("false");
        });
    }
}
