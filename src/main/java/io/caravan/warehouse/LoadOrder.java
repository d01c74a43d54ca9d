package io.caravan.warehouse;

import io.caravan.model.Table;
import io.caravan.model.Table.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which statements a load runs, and in which order, as the model and the names of the files have it: the routes run them one by one. Each
 * method returns names of files without {@code .sql}.
 */
public final class LoadOrder {
    private static final String LAST = Table.ETL_LOAD_PLAYLISTS.label();
    private static final String CREATE = "create_";
    private static final String COMMENT = "comment_tables";

    private static final String TABLES = "create_tbl_";
    /** Tables and views that stay when a session ends. */
    private static final List<String> LASTING = List.of(TABLES, ViewOrder.PREFIX);

    /** What takes away rows that a replayed snapshot does not bring any more, those first that refer to others. */
    static final List<String> REMOVALS = Stream.of(
                    Table.PLAYLIST, Table.SONGS, Table.SONG_ARTISTS, Table.ALBUM, Table.ARTISTS)
            .map(table -> "remove_" + table.label())
            .toList();

    /** What brings rows from a stage table into a table, in this order. */
    private static final List<String> MERGING = List.of("delete_", "winner_", "merge_");

    private final SqlFiles files;

    /** Creates the bean over the statements of one engine. */
    public LoadOrder(SqlFiles files) {
        this.files = files;
    }

    /** Returns the names of what makes the tables and views that stay, tables first. */
    public List<String> lasting() {
        return Stream.concat(files.names(TABLES).stream(), new ViewOrder(files).names().stream())
                .toList();
    }

    /** Returns whether tables get their comments by a statement of its own, since the engine takes none where it creates. */
    public boolean commentsAfterwards() {
        return !files.names(COMMENT).isEmpty();
    }

    /** Returns the names of what makes the tables of one load: stages, then what is chosen from them. */
    public List<String> temporary() {
        return files.names(CREATE).stream()
                .filter(name -> LASTING.stream().noneMatch(name::startsWith))
                .filter(name -> kind(name.substring(CREATE.length()).replaceFirst("^[a-z]+_", "")) != Kind.RUN)
                .toList();
    }

    /** Returns the names of what enters a batch into the ledger: {@code winner_etl_load}, {@code merge_etl_load} and so on. */
    public List<String> ledgerMerges() {
        return merges(label -> kind(label) == Kind.LOAD && !label.equals(LAST));
    }

    /**
     * Returns the names of what merges the stage: table by table, songs before what is theirs, those of tables that the model does
     * not know last; then what the ledger tells of playlists, some of which these tables tell. Of each table {@code delete_<label>}, {@code winner_<label>} and {@code merge_<label>}, where they are there.
     */
    public List<String> tableMerges() {
        return merges(label -> switch (kind(label)) {
            case CURRENT, SET_OF_SONG, HISTORY -> true;
            case LOAD -> label.equals(LAST);
            case CONTENT, RUN, CONTROL -> false;
        });
    }

    /** Returns the names of what is run besides where a batch holds replays. */
    public List<String> removals() {
        return REMOVALS;
    }

    /** Tables that the model does not know are somebody's own, and merged as those are that snapshots fill. */
    private static Kind kind(String label) {
        return table(label).map(Table::kind).orElse(Kind.CURRENT);
    }

    private static Optional<Table> table(String label) {
        return Stream.of(Table.values())
                .filter(table -> table.label().equals(label))
                .findFirst();
    }

    private List<String> merges(Predicate<String> wanted) {
        return MERGING.stream()
                .flatMap(prefix -> files.names(prefix).stream())
                .filter(name -> wanted.test(label(name)))
                .sorted(Comparator.comparing((String name) ->
                                table(label(name)).map(Table::ordinal).orElse(Integer.MAX_VALUE))
                        .thenComparing(LoadOrder::label)
                        .thenComparing(name -> MERGING.indexOf(name.substring(0, name.indexOf('_') + 1))))
                .toList();
    }

    private static String label(String name) {
        return name.substring(name.indexOf('_') + 1);
    }
}
