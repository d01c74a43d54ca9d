package io.caravan.transform;

import io.caravan.model.Table;

/** What is known of a row: a cell a column of its table, withheld until it is set. */
final class Cells {
    private final Table table;
    /** Null where withheld. */
    private final Cell[] cells;

    private boolean taken;

    Cells(Table table) {
        this.table = table;
        this.cells = new Cell[table.columns().size()];
    }

    /** Returns the cell of the column at an index of the table. */
    Cell get(int index) {
        Cell cell = cells[index];
        return cell == null ? Cell.WITHHELD : cell;
    }

    Cell get(String column) {
        return get(table.indexOf(column));
    }

    void set(int index, Cell cell) {
        cells[index] = cell;
    }

    void set(String column, Cell cell) {
        set(table.indexOf(column), cell);
    }

    /** Returns false when it is asked first, then true: a row that is recalled need not be looked up again. */
    boolean take() {
        boolean before = taken;
        taken = true;
        return before;
    }

    /** Takes what is told later; a value that was told first stays. */
    void learn(String column, Cell later) {
        if (!get(column).isValue() && later != Cell.WITHHELD) {
            set(column, later);
        }
    }

    /** Takes what another row of the table tells later; values that were told first stay. */
    void learn(Cells later) {
        table.columnNames().forEach(column -> learn(column, later.get(column)));
    }
}
