package io.caravan.warehouse;

import io.caravan.model.Table;
import java.util.List;

/**
 * What one statement brings into the stage.
 *
 * @param table the table whose stage the rows go to
 * @param model the version of the table model that the files follow
 * @param files keys of the CSV files; of those that have landed, what the landing table calls them
 * @param areLanded whether their rows are taken from there
 */
public record CopyPart(Table table, int model, List<String> files, boolean areLanded) {

    /** Returns the name of the statement: a landing table has the columns of now, whatever its files had. */
    String statement() {
        if (areLanded) {
            return "take_landed_" + table.label();
        }
        boolean hasFewer = table.columns().stream().anyMatch(column -> column.since() > model);
        return "copy_" + table.label() + (hasFewer ? "_m" + model : "");
    }
}
