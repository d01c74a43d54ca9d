package io.caravan.warehouse;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows as camel-jdbc gives them, whose column names Snowflake writes in capitals. */
public final class JdbcRows {
    private JdbcRows() {}

    public static Object value(Map<String, Object> row, String column) {
        var anyCase = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(row);
        return anyCase.get(column);
    }

    /** Returns {@code row_count} by {@code table_name}. */
    static Map<String, Long> counts(List<Map<String, Object>> rows) {
        var counts = new TreeMap<String, Long>();
        rows.forEach(
                row -> counts.put((String) value(row, "table_name"), ((Number) value(row, "row_count")).longValue()));
        return counts;
    }
}
