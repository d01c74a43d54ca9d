package io.caravan.doctor;

import io.caravan.failure.ConfigurationException;
import io.caravan.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the tables are there into which pipes bring the rows. A table that the role may not read is not told either.
 *
 * @param columns those of the warehouse, by table
 */
record PipesCheck(Map<String, Set<String>> columns) implements Check {
    @Override
    public String name() {
        return "pipes";
    }

    @Override
    public void look(List<Finding> findings) {
        List<String> missing = new ArrayList<>();
        List<String> older = new ArrayList<>();
        for (Table table : Table.ofSnapshots()) {
            String landing = "landing_" + table.label();
            Set<String> there = columns.getOrDefault(landing, Set.of());
            if (there.isEmpty()) {
                missing.add(landing);
            } else if (!there.containsAll(table.columnNames())
                    || !there.containsAll(Set.of("file_name", "file_row_number", "landed_at"))) {
                older.add(landing);
            }
        }
        if (!missing.isEmpty()) {
            throw new ConfigurationException(
                    "Snowflake's pipes are to bring the rows, and these tables are not there or not to be read: "
                            + String.join(", ", missing)
                            + "; let an administrator run sql/snowflake/setup/snowpipe.sql, or set warehouse.from=inbox");
        }
        if (!older.isEmpty()) {
            throw new ConfigurationException("The tables of Snowflake's pipes lack columns: " + String.join(", ", older)
                    + "; set warehouse.from=inbox, let an administrator drop them and their pipes and run"
                    + " sql/snowflake/setup/snowpipe.sql, then set it to snowpipe again");
        }
        findings.add(Finding.ok(name(), "The tables into which Snowflake's pipes bring the rows are there"));
    }
}
