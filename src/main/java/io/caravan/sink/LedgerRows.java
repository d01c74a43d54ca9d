package io.caravan.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.model.Table;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Rows of a table of the ledger, on their way into its stage.
 *
 * @param table which
 * @param rows values by column; what is not there is null. Times are ISO 8601 in UTC
 */
public record LedgerRows(Table table, List<Map<String, Object>> rows) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the name of the statement that takes them. */
    public String statement() {
        return "stage_" + table.label();
    }

    /** Returns the parameters of that statement. */
    public Map<String, Object> parameters() {
        try {
            return Map.of("rows", JSON.writeValueAsString(rows));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A row holds only text, numbers and booleans", e);
        }
    }
}
