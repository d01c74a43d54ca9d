package io.caravan.tables;

import io.caravan.model.Column;
import io.caravan.model.ColumnType;
import io.caravan.model.Table;
import io.caravan.model.Table.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table of the lake: all rows that were ever read, by the day on which they were.
 *
 * @param table what a row is
 * @param columns those of the model that files bring, then the lake's own
 * @param dayColumn the timestamp whose day says in which partition a row is
 * @param model the version of the model that has these columns: of two that name one differently the later wins
 */
public record LakeTable(Table table, List<LakeColumn> columns, String dayColumn, int model) {
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
    public static List<LakeTable> all() {
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
            return new LakeTable(table, List.copyOf(columns), day, Table.VERSION);
        }
        columns.add(new LakeColumn(COMMIT_ID_FIELD, COMMIT_ID, ColumnType.TEXT));
        if (columns.stream().noneMatch(column -> column.name().equals(EXTRACTED_AT))) {
            columns.add(new LakeColumn(EXTRACTED_AT_FIELD, EXTRACTED_AT, ColumnType.TIMESTAMP));
        }
        return new LakeTable(table, List.copyOf(columns), EXTRACTED_AT, Table.VERSION);
    }

    /**
     * Returns the columns of the table in the catalogue after what is known here has been added to it. It takes none away.
     *
     * @param there the columns that it has
     * @param modelThere the latest version of the model that has named them
     */
    List<LakeColumn> addedTo(List<LakeColumn> there, int modelThere) {
        var byId = byId(there);
        for (LakeColumn column : columns) {
            if (model > modelThere || !byId.containsKey(column.fieldId())) {
                byId.put(column.fieldId(), column);
            }
        }
        return List.copyOf(byId.values());
    }

    /**
     * Returns the columns of the table in the catalogue, each by the name that it has here; of those that only a later application knows
     * one that is called like another is told from it by its number.
     *
     * @param there the columns that it has
     */
    List<LakeColumn> named(List<LakeColumn> there) {
        Map<Integer, LakeColumn> known = byId(columns);
        Set<String> names = columns.stream().map(LakeColumn::name).collect(Collectors.toSet());
        return there.stream()
                .map(column -> {
                    LakeColumn own = known.get(column.fieldId());
                    String later = column.name() + (names.contains(column.name()) ? "_" + column.fieldId() : "");
                    return new LakeColumn(column.fieldId(), own == null ? later : own.name(), column.type());
                })
                .toList();
    }

    private static Map<Integer, LakeColumn> byId(List<LakeColumn> columns) {
        var byId = new LinkedHashMap<Integer, LakeColumn>();
        columns.forEach(column -> byId.put(column.fieldId(), column));
        return byId;
    }

    /** Returns what it is called in the catalogue. */
    String name() {
        return table.sqlName();
    }
}
