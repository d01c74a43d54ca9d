package io.caravan.model;

import static io.caravan.model.Column.text;
import static io.caravan.model.Column.timestamp;

import java.util.List;

/** The columns of what loads need to come one after the other, over tables of one form. */
final class ControlColumns {
    private ControlColumns() {}

    /** Returns those of {@link Table#ETL_MIGRATION}. */
    static List<Column> migration() {
        return List.of(
                text(1, "migration_name", "File that was applied, without .sql").key(),
                timestamp(2, "applied_at", "When, UTC"));
    }

    /** Returns those of {@link Table#ETL_LOCK}. */
    static List<Column> lock() {
        return List.of(
                text(1, "lock_name", "What is locked: load").key(),
                text(2, "run_id", "even or odd, in turns; a load changes it, which takes the lock"));
    }
}
