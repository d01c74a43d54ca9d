package io.caravan.tables;

import io.caravan.model.Column;
import io.caravan.model.ColumnType;
import io.caravan.model.Table;
import io.caravan.model.Table.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of the lake: all rows that were ever read, by the day on which they were.
 *
 * @param table what a row is
 * @param columns those of the model that files bring, then the lake's own
 * @param dayColumn the timestamp whose day says in which partition a row is
 */
public record LakeTable(Table table, List<LakeColumn> columns, String dayColumn) {
    /** Which commit brought a row: it counts where the ledger names the same one for the row's snapshot. */
    static final String COMMIT_ID = "commit_id";

    static final String EXTRACTED_AT = "extracted_at";
    /** Far above those of the model, which count on from 1. */
    private static final int COMMIT_ID_FIELD = 1001;

    private static final int EXTRACTED_AT_FIELD = 1002;

    /** The ledger, which says what counts. */
    static final LakeTable LEDGER = of(Table.ETL_LOAD);

    private static final List<LakeTable> ALL = Arrays.stream(Table.values())
            .filter(table -> table.kind() != Kind.CONTENT && table.kind() != Kind.CONTROL)
            .map(LakeTable::of)
            .toList();

    /** Returns all tables of the lake. */
    static List<LakeTable> all() {
        return ALL;
    }

    /** Returns the lake's form of a table. */
    static LakeTable of(Table table) {
        var columns = new ArrayList<LakeColumn>();
        for (Column column : table.columns()) {
            if (column.place() == Column.Place.EVERYWHERE) {
                columns.add(new LakeColumn(column.fieldId(), column.name(), column.type()));
            }
        }
        if (table.kind() == Kind.RUN) {
            String day = table == Table.ETL_RUN ? "started_at" : "observed_at";
            return new LakeTable(table, List.copyOf(columns), day);
        }
        columns.add(new LakeColumn(COMMIT_ID_FIELD, COMMIT_ID, ColumnType.TEXT));
        if (columns.stream().noneMatch(column -> column.name().equals(EXTRACTED_AT))) {
            columns.add(new LakeColumn(EXTRACTED_AT_FIELD, EXTRACTED_AT, ColumnType.TIMESTAMP));
        }
        return new LakeTable(table, List.copyOf(columns), EXTRACTED_AT);
    }

    /** Returns what it is called in the catalogue. */
    String name() {
        return table.sqlName();
    }
}
