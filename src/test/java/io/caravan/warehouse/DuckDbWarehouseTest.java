package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.failure.Outcome;
import io.caravan.run.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DuckDbWarehouseTest extends WarehouseContractTest {
    @Override
    TestedWarehouse newWarehouse() {
        return new DuckDbFile(folder.resolve("warehouse.duckdb"));
    }

    @Test
    void anEmptyInboxDoesNotOpenTheWarehouse() {
        assertThat(load().failures()).isEmpty();

        assertThat(folder.resolve("warehouse.duckdb")).doesNotExist();
    }

    @Test
    void load1AFileThatAnotherProcessHasOpenIsNamedAsTheReason() throws Exception {
        startWith(Map.of("warehouse.connect-timeout", "3s", "caravan.retries", "0"));
        snapshot("p1", "2026-11-01 06:00:00.000").put(application());
        try (var away = warehouse.away()) {
            assertThat(away).isNotNull();
            assertThat(load().failures())
                    .extracting(Failure::message)
                    .singleElement()
                    .asString()
                    .startsWith("The warehouse is held by the process ");
        }
    }

    @Test
    void aFileThatCannotBeOpenedIsAMatterOfSettingsAndNotTriedAgain() {
        startWith(Map.of(
                "warehouse.url", "jdbc:duckdb:" + folder.resolve("none/w.duckdb"), "warehouse.connect-timeout", "3s"));
        var waiting = snapshot("p1", "2026-11-01 06:00:00.000")
                .song(0, "s1", "One", "1", "2026-11-01 06:00:00.000")
                .put(application());

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .startsWith("The warehouse refuses to be opened: ")
                .contains("none/w.duckdb", "No such file", "warehouse.url");
        assertThat(summary.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(inbox()).containsExactly(waiting.inboxKey());
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aFileOfAnotherKindIsAMatterOfSettingsAndStaysAsItIs() throws Exception {
        Path other = Files.writeString(folder.resolve("other.txt"), "Not a database. ".repeat(1_000));
        startWith(Map.of("warehouse.url", "jdbc:duckdb:" + other, "warehouse.connect-timeout", "3s"));
        snapshot("p1", "2026-11-01 06:00:00.000").put(application());

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .startsWith("The warehouse refuses to be opened: ")
                .contains("other.txt", "warehouse.url");
        assertThat(summary.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(other).hasContent("Not a database. ".repeat(1_000));
    }
}
