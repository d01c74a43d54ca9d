package io.caravan.warehouse;

import io.caravan.model.Table;
import java.util.List;

/**
 * What the routes run in a warehouse for one load, in its order, for people who review it. It only tells; a test holds it against what
 * the routes do.
 *
 * @param parts the load's parts
 */
public record LoadScript(List<Part> parts) {
    /**
     * Statements that belong together.
     *
     * @param title what they are for
     * @param names their files, without {@code .sql}
     */
    public record Part(String title, List<String> names) {}

    /** Returns the script of one engine's files. */
    public static LoadScript of(SqlFiles files) {
        return new LoadScript(List.of(
                new Part("Tables of earlier versions become those of this one, once", migration(files)),
                new Part(
                        "Before the transaction: what is not there is made, stages are emptied",
                        files.names("create_")),
                new Part(
                        "The transaction begins: the lock, the ledger",
                        joined(List.of(
                                List.of("lock_ledger"),
                                files.names("stage_etl_load"),
                                files.ledgerMerges(),
                                List.of("select_entered")))),
                new Part(
                        "The CSV files into the stage, then their rows are counted",
                        joined(List.of(copies(files), List.of("count_staged")))),
                new Part("From the stage into the tables; then the transaction is committed", files.tableMerges()),
                new Part(
                        "Checks, each row of which is a finding",
                        joined(List.of(files.names("check_"), List.of("count_tables")))),
                new Part(
                        "The row of the run",
                        List.of(
                                "create_stage_etl_run",
                                "create_stage_etl_observation",
                                "stage_etl_run",
                                "stage_etl_observation",
                                "merge_etl_run",
                                "merge_etl_observation"))));
    }

    private static List<String> migration(SqlFiles files) {
        return joined(List.of(
                List.of("create_tbl_etl_migration", "select_migrations", "create_tbl_etl_lock", "lock_ledger"),
                files.names("migrate_"),
                List.of("merge_etl_migration")));
    }

    private static List<String> copies(SqlFiles files) {
        return Table.ofSnapshots().stream()
                .flatMap(table -> files.names("copy_").stream()
                        .filter(name -> name.matches("copy_" + table.label() + "(_m\\d+)?")))
                .toList();
    }

    private static List<String> joined(List<List<String>> names) {
        return names.stream().flatMap(List::stream).toList();
    }
}
