package io.caravan.warehouse;

import io.caravan.run.Runs;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** What the {@code check_*.sql} found. */
public final class WarehouseChecks {
    private final Runs runs;

    /** Creates the bean; the run keeps the findings. */
    public WarehouseChecks(Runs runs) {
        this.runs = runs;
    }

    /** Returns a line for each row of each check. */
    public List<String> findings(@Body List<List<Map<String, Object>>> checks) {
        return checks.stream()
                .flatMap(List::stream)
                .map(row -> "not so: " + Rows.value(row, "check_name") + ": " + Rows.value(row, "object") + ", "
                        + Rows.value(row, "detail"))
                .toList();
    }

    /**
     * Hands the state of the warehouse to the run.
     *
     * @param rows what {@code count_tables.sql} answered
     */
    public void report(@Body List<Map<String, Object>> rows, @ExchangeProperty("findings") List<String> findings) {
        runs.checked(Rows.counts(rows), findings);
    }
}
