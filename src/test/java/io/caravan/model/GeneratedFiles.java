package io.caravan.model;

import io.caravan.model.Table.Kind;
import io.caravan.tables.LakeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The files that follow from the table model. They are checked in, so that who reads or edits SQL sees what is run; a test
 * compares them with the model. After a change of the model, or of a view in {@code sql/common/}:
 *
 * <pre>mvn -q test-compile && java -cp target/classes:target/test-classes io.caravan.model.GeneratedFiles</pre>
 */
final class GeneratedFiles {
    /** The first line of a file that is generated as a whole. */
    static final String MARK = "-- Generated from the table model; CONTRIBUTING.md says how.\n";

    /** How a list of tables begins. */
    private static final String LIST = "| table | key | what a row is |\n|---|---|---|\n";

    private static final Path SQL = Path.of("sql");
    private static final Path COMMON = SQL.resolve("common");
    private static final Path SETUP = SQL.resolve("snowflake/setup");

    /** Tables that a statement fills from a JSON array. */
    private static final List<Table> STAGED_FROM_JSON = Stream.of(Kind.CONTENT, Kind.LOAD, Kind.RUN)
            .flatMap(kind -> Table.of(kind).stream())
            .toList();

    private final Map<Path, String> files = new TreeMap<>();

    private GeneratedFiles() throws IOException {
        common();
        for (Engine engine : Engine.values()) {
            of(engine);
        }
        athena();
        setup();
        docs();
        files.put(Path.of("docs/dbt/models/sources.yml"), DbtSources.of(views()));
    }

    /** Writes what has changed and deletes what the model does not give any more. */
    public static void main(String[] arguments) throws IOException {
        Map<Path, String> files = all();
        for (Path stale : marked()) {
            if (!files.containsKey(stale)) {
                Files.delete(stale);
                System.out.println("deleted " + stale);
            }
        }
        for (var file : files.entrySet()) {
            if (!Files.exists(file.getKey()) || !Files.readString(file.getKey()).equals(file.getValue())) {
                Files.createDirectories(file.getKey().toAbsolutePath().getParent());
                Files.writeString(file.getKey(), file.getValue());
                System.out.println("wrote " + file.getKey());
            }
        }
    }

    /** Returns the text of each file. */
    static Map<Path, String> all() throws IOException {
        return new GeneratedFiles().files;
    }

    /** Returns the files that say that they are generated. */
    static List<Path> marked() throws IOException {
        try (Stream<Path> found = Files.walk(SQL)) {
            var marked = new ArrayList<Path>();
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                if (Files.readString(file).startsWith(MARK)) {
                    marked.add(file);
                }
            }
            return marked;
        }
    }

    private void put(Path folder, String name, String text) {
        if (files.put(folder.resolve(name + ".sql"), MARK + text) != null) {
            throw new IllegalStateException("Two statements are called " + name);
        }
    }

    private void common() {
        put(COMMON, "delete_song_artists", Statements.deleteSetOfSong());
        Table.ofSnapshots().stream()
                .filter(table -> table.kind() != Kind.HISTORY)
                .forEach(table -> put(COMMON, "remove_" + table.label(), Statements.remove(table)));
        for (Table table : Table.ofSnapshots()) {
            chosen(table);
        }
        for (Table table : Table.of(Kind.LOAD)) {
            chosen(table);
            if (table != Table.ETL_LOAD) {
                put(COMMON, "delete_" + table.label(), Statements.deleteChildren(table));
            }
        }
        for (Table table : Table.of(Kind.RUN)) {
            put(COMMON, "merge_" + table.label(), Statements.merge(table, "stage_" + table.label()));
        }
        put(
                COMMON,
                "count_staged",
                Statements.count("-- Counts what a load has staged, by table. Reads only.", "stage_"));
        put(
                COMMON,
                "count_tables",
                Statements.count("-- Counts the rows of the warehouse, by table. Reads only.", "tbl_"));
        put(COMMON, "check_keys", Statements.checkKeys());
        put(COMMON, "check_required", Statements.checkRequired());
        put(COMMON, "check_references", Statements.checkReferences());
        put(COMMON, "check_ranges", Statements.checkRanges());
        put(COMMON, "check_history", Statements.checkHistory());
        for (Table table : Table.ofSnapshots()) {
            put(COMMON, "stream_take_" + table.label(), Statements.takeLanding(table));
            put(COMMON, "stream_delete_" + table.label(), Statements.deleteLanding(table.label()));
        }
        put(COMMON, "stream_delete_publication", Statements.deleteLanding("publication"));
        put(
                COMMON,
                "stream_select_publications",
                Statements.selectPublications(
                        "publication in (:publications)",
                        "What is known of publications; :publications stands for these"));
        put(
                COMMON,
                "stream_select_ended",
                Statements.selectPublications("manifest is not null", "Publications that are whole, to be merged"));
        put(COMMON, "stream_select_offsets", Statements.selectOffsets());
    }

    private void chosen(Table table) {
        put(COMMON, "create_winner_" + table.label(), Statements.createWinner(table));
        // Who played which part in a load of an earlier version is a question that the model cannot answer.
        if (table != Table.ETL_LOAD_PLAYLISTS) {
            put(COMMON, "winner_" + table.label(), Statements.winner(table));
        }
        put(COMMON, "merge_" + table.label(), Statements.merge(table, "winner_" + table.label()));
    }

    private void of(Engine engine) throws IOException {
        Path folder = SQL.resolve(engine.folder());
        for (Table table : Table.values()) {
            put(
                    folder,
                    "create_" + table.sqlName().replaceFirst("^(?!tbl_)", "tbl_"),
                    Statements.createTable(engine, table));
            migrations(engine, folder, table);
        }
        for (Table table : STAGED_FROM_JSON) {
            put(folder, "create_stage_" + table.label(), Statements.createStage(engine, table));
            put(folder, "stage_" + table.label(), Statements.stage(engine, table));
        }
        for (Table table : Table.ofSnapshots()) {
            put(folder, "create_stage_" + table.label(), Statements.createStage(engine, table));
            copies(engine, folder, table);
        }
        if (engine.takesJson()) {
            stream(engine, folder);
        }
        if (engine.commentsAfterwards()) {
            put(folder, "comment_tables", Statements.comments());
            put(folder, "select_without_comment", Statements.selectWithoutComment());
        }
        if (engine == Engine.SNOWFLAKE) {
            landed(folder);
        }
        if (engine == Engine.REDSHIFT) {
            redshift(folder);
        }
        if (engine.firstMigration() <= 3) {
            put(folder, "migrate_003_playlist_content", Statements.fillContent(engine));
            put(folder, "migrate_003_song_added", Statements.healSongAdded(engine));
        }
        put(folder, "merge_etl_migration", Statements.enterMigration(engine));
        for (var common : shared().entrySet()) {
            Path own = folder.resolve(common.getKey().getFileName());
            String form = engine.common(common.getValue());
            if (!form.equals(common.getValue()) && !files.containsKey(own) && isRun(engine, own)) {
                files.put(own, form.startsWith(MARK) ? form : MARK + form);
            }
        }
        if (engine == Engine.REDSHIFT) {
            files.replaceAll((file, text) -> file.startsWith(folder) ? engine.common(text) : text);
        }
    }

    /** Returns the text of what no engine has a form of its own for yet, that which is generated and that which is written by hand. */
    private Map<Path, String> shared() throws IOException {
        var shared = new TreeMap<Path, String>();
        try (Stream<Path> found = Files.list(COMMON)) {
            for (Path file : found.toList()) {
                String text = Files.readString(file);
                if (!text.startsWith(MARK)) {
                    shared.put(file, text);
                }
            }
        }
        files.forEach((file, text) -> {
            if (file.startsWith(COMMON)) {
                shared.put(file, text);
            }
        });
        return shared;
    }

    private static List<Path> views() throws IOException {
        try (Stream<Path> found = Files.list(COMMON)) {
            return found.filter(file -> file.getFileName().toString().startsWith("create_view_"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isRun(Engine engine, Path file) {
        return engine.takesJson() || !file.getFileName().toString().startsWith("stream_");
    }

    private void stream(Engine engine, Path folder) {
        for (Table table : Table.ofSnapshots()) {
            put(folder, "stream_create_" + table.label(), Statements.createLanding(engine, table));
            put(folder, "stream_copy_" + table.label(), Statements.copyLanding(engine, table));
        }
        put(folder, "stream_create_offset", Statements.createOffsets(engine));
        put(folder, "stream_create_publication", Statements.createPublications(engine));
        put(folder, "stream_enter_offsets", Statements.enterOffsets(engine));
        put(folder, "stream_enter_publications", Statements.enterPublications(engine));
    }

    /** What only Redshift needs a form of its own for, and what its administrators run. */
    private void redshift(Path folder) {
        put(folder.resolve("setup"), "keys", """
                -- What tools that draw relations look for. Redshift takes keys down, enforces none and plans by them; that they hold is seen to by
                -- the load and its checks. Run it once, after the first load, as the loader, who owns the tables: a second run ends at the first
                -- key that is there already.
                """ + Statements.keys());
        put(folder.resolve("setup"), "comments", Statements.comments().strip() + ";\n");
        for (Table table : Table.values()) {
            if (files.containsKey(COMMON.resolve("create_winner_" + table.label() + ".sql"))) {
                put(folder, "create_winner_" + table.label(), Statements.createTypedWinner(Engine.REDSHIFT, table));
            }
            boolean isMerged = files.containsKey(COMMON.resolve("merge_" + table.label() + ".sql"));
            if (isMerged && table.kept().stream().allMatch(Column::isKey)) {
                String source = (table.kind() == Kind.RUN || table.kind() == Kind.CONTENT ? "stage_" : "winner_")
                        + table.label();
                put(folder, "merge_" + table.label(), Statements.addMissing(table, source));
            }
        }
    }

    /** Nothing is loaded there: views over the lake's tables, and those of the common ones that Athena has another form of. */
    private void athena() throws IOException {
        Path folder = SQL.resolve("athena");
        for (LakeTable table : LakeTable.all()) {
            put(folder, "create_view_" + table.table().sqlName(), AthenaStatements.view(table.table()));
        }
        for (Path view : views()) {
            String common = Files.readString(view);
            if (!AthenaStatements.question(common).equals(common)) {
                files.put(folder.resolve(view.getFileName()), MARK + AthenaStatements.question(common));
            }
        }
    }

    /** One file a migration and table, called after the column of the first migration, and after the table since. */
    private void migrations(Engine engine, Path folder, Table table) {
        int whole = table.columns().get(0).migration();
        table.kept().stream()
                .filter(column -> column.migration() > whole && column.migration() >= engine.firstMigration())
                .collect(Collectors.groupingBy(Column::migration))
                .forEach((number, columns) -> put(
                        folder,
                        "migrate_%03d_%s"
                                .formatted(number, number == 1 ? columns.get(0).name() : table.label()),
                        Statements.migration(engine, table, columns)));
    }

    /** A file has the columns of its version; those of an earlier one that had as many are read by the same statement. */
    private void copies(Engine engine, Path folder, Table table) {
        IntStream.rangeClosed(1, Table.VERSION)
                .filter(version -> version == Table.VERSION
                        || table.columns().stream().anyMatch(column -> column.since() > version))
                .forEach(version -> put(
                        folder,
                        "copy_" + table.label() + (version == Table.VERSION ? "" : "_m" + version),
                        Statements.copy(engine, table, version)));
    }

    /** No other engine has pipes. */
    private void landed(Path folder) {
        put(folder, "select_landed", Statements.selectLanded());
        for (Table table : Table.ofSnapshots()) {
            put(folder, "take_landed_" + table.label(), Statements.takeLanded(table));
            put(folder, "clear_landed_" + table.label(), Statements.clearLanded(table));
        }
    }

    private void setup() throws IOException {
        String tables = Stream.of(Table.values())
                .map(table -> Statements.createTable(Engine.SNOWFLAKE, table).strip() + ";\n")
                .collect(Collectors.joining("\n"));
        replace(SETUP.resolve("setup.sql"), "\nuse schema caravan.spotify;\n\n", "\n-- ---- Does it work?", tables);
        String pipes = Table.ofSnapshots().stream().map(Statements::landing).collect(Collectors.joining("\n"));
        replace(SETUP.resolve("keys.sql"), "\nuse schema caravan.spotify;\n\n", "", Statements.keys());
        replace(SETUP.resolve("snowpipe.sql"), "\nuse schema caravan.spotify;\n\n", "", pipes);
    }

    private void docs() throws IOException {
        replace(Path.of("README.md"), LIST, "\n| view |", listed(Table.ofSnapshots()));
        List<Table> all = List.of(Table.values());
        String described = all.stream().map(GeneratedFiles::described).collect(Collectors.joining("\n"));
        replace(
                Path.of("docs/columns.md"),
                "\n\n<!-- Generated from the table model. -->\n",
                "",
                LIST + listed(all) + "\n" + described);
    }

    private static String listed(List<Table> tables) {
        return tables.stream()
                .map(table -> "| `%s` | %s | %s |\n".formatted(table.sqlName(), keyOf(table), table.sentence()))
                .collect(Collectors.joining());
    }

    private static String keyOf(Table table) {
        return table.key().stream().map(column -> "`" + column.name() + "`").collect(Collectors.joining(", "));
    }

    private static String described(Table table) {
        return "## `%s`\n%s. Key: %s.\n\n| column | type | |\n|---|---|---|\n"
                        .formatted(table.sqlName(), table.sentence(), keyOf(table))
                + table.kept().stream()
                        .map(column -> "| `%s` | %s | %s%s |\n"
                                .formatted(
                                        column.name(),
                                        column.type().name().toLowerCase(java.util.Locale.ROOT),
                                        column.sentence(),
                                        column.references() == null
                                                ? ""
                                                : "; a key of `"
                                                        + Table.of(column.references())
                                                                .sqlName() + "`"))
                        .collect(Collectors.joining());
    }

    /** Replaces what stands between two texts, of which the second may be empty: then all behind the first. */
    private void replace(Path file, String after, String before, String text) throws IOException {
        String whole = Files.readString(file);
        int start = whole.indexOf(after) + after.length();
        int end = before.isEmpty() ? whole.length() : whole.indexOf(before, start);
        if (start < after.length() || end < 0) {
            throw new IllegalStateException(file + " lacks " + after.strip() + " or " + before.strip());
        }
        files.put(file, whole.substring(0, start) + text + whole.substring(end));
    }
}
