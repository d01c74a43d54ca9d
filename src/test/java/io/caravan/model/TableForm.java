package io.caravan.model;

import java.util.List;

/**
 * What statements ask of a table, which a test may make up.
 *
 * @param label what stage tables are called after
 * @param columns those of its files
 * @param kept those of the table
 */
record TableForm(String label, String sqlName, List<Column> columns, List<Column> kept) {
    static TableForm of(Table table) {
        return new TableForm(table.label(), table.sqlName(), table.columns(), table.kept());
    }

    List<Column> key() {
        return columns.stream().filter(Column::isKey).toList();
    }
}
