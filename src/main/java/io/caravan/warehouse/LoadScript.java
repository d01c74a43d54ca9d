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
     * @param before what is run before them and stands in no file, such as {@code begin}
     * @param names their files, without {@code .sql}
     * @param after what is run behind them and stands in no file
     */
    public record Part(String title, List<String> before, List<String> names, List<String> after) {
        Part(String title, List<String> names) {
            this(title, List.of(), names, List.of());
        }
    }

    /**
     * Returns the script of one engine's files.
     *
     * @param opening what is run when a session is opened
     */
    public static LoadScript of(SqlFiles files, List<String> opening) {
        var order = new LoadOrder(files);
        return new LoadScript(List.of(
                new Part("Each session", opening, List.of(), List.of()),
                new Part(
                        "Which migrations this warehouse has not had",
                        List.of("create_tbl_etl_migration", "select_migrations", "create_tbl_etl_lock")),
                new Part(
                        "Where there are some: the lock, in this session",
                        List.of("begin"),
                        List.of("lock_ledger"),
                        List.of()),
                new Part(
                        "And in a second session, which is there for them alone; then the first one lets go of the lock",
                        opening,
                        joined(List.of(files.names("migrate_"), List.of("merge_etl_migration"))),
                        List.of("commit")),
                new Part(
                        "What stays, where it is not there yet; once a process, and again after a failure",
                        joined(List.of(
                                order.lasting(), files.names("select_without_comment"), files.names("comment_")))),
                new Part(
                        "Where pipes bring the rows (warehouse.from=snowpipe): which of them have landed",
                        files.names("select_landed")),
                new Part("Before the transaction: the tables of this load, empty", order.temporary()),
                new Part(
                        "The transaction begins: the lock, the ledger",
                        List.of("begin"),
                        joined(List.of(
                                List.of("lock_ledger"),
                                files.names("stage_etl_load"),
                                order.ledgerMerges(),
                                List.of("select_entered"))),
                        List.of()),
                new Part(
                        "The CSV files into the stage, then their rows are counted",
                        joined(List.of(copies(files), List.of("count_staged")))),
                new Part(
                        "Where pipes bring the rows: those that have landed in place of the files",
                        joined(List.of(files.names("take_landed_"), files.names("clear_landed_")))),
                new Part("From the stage into the tables", order.tableMerges()),
                new Part(
                        "Which snapshots are the current content of each playlist",
                        List.of(
                                "select_playlist_reads",
                                "stage_playlist_content",
                                "delete_playlist_content",
                                "merge_playlist_content",
                                "update_items_extracted_at")),
                new Part(
                        "Where a snapshot is replayed: what it does not bring any more",
                        List.of(),
                        order.removals(),
                        List.of("commit")),
                new Part(
                        "Where history is kept for some days (warehouse.history-days): what has expired",
                        List.of("begin"),
                        List.of("lock_ledger", "expire_reads", "select_expired_items", "expire_items"),
                        List.of("commit")),
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
