package io.caravan.warehouse;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.run.CurrentRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** What the {@code check_*.sql} found. */
public final class WarehouseChecks {
    private final CurrentRun runs;

    /** Creates the bean; the run keeps the findings. */
    public WarehouseChecks(CurrentRun runs) {
        this.runs = runs;
    }

    /** Returns the parameters of each check, which looks at what the current run has loaded. */
    public Map<String, Object> parameters() {
        return Map.of("loaded_by", runs.currentRunId());
    }

    /** Returns a line for each row of each check. */
    public List<String> findings(@Body List<List<Map<String, Object>>> checks) {
        return checks.stream()
                .flatMap(List::stream)
                .map(WarehouseChecks::finding)
                .toList();
    }

    private static String finding(Map<String, Object> row) {
        return "not so: " + JdbcRows.value(row, "check_name") + ": " + JdbcRows.value(row, "object") + ", "
                + JdbcRows.value(row, "detail");
    }

    /**
     * Runs the checks over all that was ever loaded.
     *
     * @return a line for each row that a check finds, of at most {@code most} rows a check
     */
    public static List<String> findingsOfAll(Connection connection, SqlFiles files, int most) throws SQLException {
        var findings = new ArrayList<String>();
        for (String check : files.statements("check_")) {
            try (var statement = connection.prepareStatement(check.replace(":?loaded_by", "'%'"))) {
                statement.setMaxRows(most);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        findings.add(finding(Map.of(
                                "check_name", String.valueOf(rows.getString("check_name")),
                                "object", String.valueOf(rows.getString("object")),
                                "detail", String.valueOf(rows.getString("detail")))));
                    }
                }
            }
        }
        return findings;
    }

    /**
     * Hands the state of the warehouse to the run.
     *
     * @param rows what {@code count_tables.sql} answered
     */
    public void report(
            @Body List<Map<String, Object>> rows,
            @ExchangeProperty(ExchangeProperties.FINDINGS) List<String> findings) {
        runs.checked(JdbcRows.counts(rows), findings);
    }
}
