package io.caravan.warehouse;

import io.caravan.model.Table;
import java.util.List;

/**
 * What one COPY reads.
 *
 * @param table the table whose stage the rows go to
 * @param model the version of the table model that the files follow
 * @param keys the CSV files
 */
public record CopyPart(Table table, int model, List<String> keys) {

    /** Returns the name of the statement that reads files of that version. */
    String statement() {
        boolean hasFewer = table.columns().stream().anyMatch(column -> column.since() > model);
        return "copy_" + table.label() + (hasFewer ? "_m" + model : "");
    }
}
