package io.caravan.model;

import static java.util.stream.Collectors.joining;

import io.caravan.model.Table.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The statements that follow from the table model alone, without the line that says that they were generated. */
final class Statements {
    /** A check looks at what a run has loaded, or at all where the run is {@code %}. */
    private static final String OF_LOADED = "where snapshot in (select snapshot from loaded)\n";

    private Statements() {}

    /** Returns names one below the other, as in the list of a select or of a table's columns. */
    static String names(List<Column> columns) {
        return listed(columns, Column::name);
    }

    private static String listed(List<Column> columns, Function<Column, String> text) {
        return columns.stream().map(text).map(line -> "    " + line).collect(joining(",\n"));
    }

    private static String indented(String text) {
        return text.replaceAll("(?m)^(?=.)", "    ");
    }

    // ---- Tables ----

    static String createTable(Engine engine, Table table) {
        String columns = listed(table.kept(), column -> column.name() + " " + engine.created(table, column));
        String seed = table == Table.ETL_LOCK
                ? "\nas\nselect\n    'load' as lock_name,\n    cast('' as varchar) as run_id"
                : "";
        if (engine == Engine.REDSHIFT) {
            // It is locked as a whole, and needs no row.
            seed = "";
        }
        boolean isTyped =
                seed.isEmpty() || !engine.afterColumns(table.sentence()).isEmpty();
        return "-- " + table.sentence() + ". A second run changes nothing.\n"
                + engine.whyCreatedSo(table)
                + "create table if not exists " + table.sqlName()
                + (isTyped ? " (\n" + columns + "\n)" : "")
                + engine.afterColumns(table.sentence())
                + (isTyped ? seed : seed.replaceFirst("\n", " "))
                + "\n";
    }

    /** What Snowflake takes down and does not enforce. */
    static String keys() {
        return Stream.of(Table.values())
                        .map(table -> "alter table %1$s add constraint %1$s_key primary key (%2$s);\n"
                                .formatted(
                                        table.sqlName(),
                                        table.key().stream().map(Column::name).collect(joining(", "))))
                        .collect(joining())
                + "\n"
                + Stream.of(Table.values())
                        .flatMap(table -> table.columns().stream()
                                .filter(column -> column.references() != null)
                                .map(column ->
                                        "alter table %1$s add constraint %1$s_%2$s foreign key (%2$s) references %3$s (%2$s);\n"
                                                .formatted(
                                                        table.sqlName(),
                                                        column.name(),
                                                        Table.of(column.references())
                                                                .sqlName())))
                        .collect(joining());
    }

    /** One text, since there are more than a hundred, and each is small. */
    static String comments() {
        return "-- Says what each table and column is, for tools that show it. A second run changes nothing.\n"
                + Stream.of(Table.values())
                        .flatMap(table -> Stream.concat(
                                Stream.of("comment on table %s is %s"
                                        .formatted(table.sqlName(), Engine.literal(table.sentence()))),
                                table.kept().stream().map(column -> "comment on column %s.%s is %s"
                                        .formatted(table.sqlName(), column.name(), Engine.literal(column.sentence())))))
                        .collect(joining(";\n", "", "\n"));
    }

    static String selectWithoutComment() {
        return "-- Asks for columns that have no comment yet. Reads only.\n"
                + "select\n    table_name,\n    column_name\nfrom duckdb_columns()\nwhere comment is null\n    and (table_name, column_name) in (\n"
                + Stream.of(Table.values())
                        .flatMap(table -> table.kept().stream()
                                .map(column -> "        ('%s', '%s')".formatted(table.sqlName(), column.name())))
                        .collect(joining(",\n"))
                + "\n    )\n";
    }

    static String createStage(Engine engine, Table table) {
        return createStage(engine, TableForm.of(table));
    }

    static String createStage(Engine engine, TableForm table) {
        return """
                -- Where the rows of %1$s that are to be merged stand first. %4$s
                %5$s stage_%2$s (
                %3$s
                )
                """.formatted(
                        table.sqlName(),
                        table.label(),
                        listed(table.columns(), column -> column.name() + " " + engine.type(column)),
                        engine.secondRun(),
                        engine.createTemporary());
    }

    /** Of an engine that takes no query here: the types are said. */
    static String createTypedWinner(Engine engine, Table table) {
        return """
                -- Where the one row of each key that %1$s is to have stands before it is merged. %4$s
                %5$s winner_%2$s (
                %3$s
                )
                """.formatted(
                        table.sqlName(),
                        table.label(),
                        listed(table.kept(), column -> column.name() + " " + engine.type(column)),
                        engine.secondRun(),
                        engine.createTemporary());
    }

    static String createWinner(Table table) {
        return createWinner(TableForm.of(table));
    }

    static String createWinner(TableForm table) {
        return """
                -- Where the one row of each key that %1$s is to have stands before it is merged. A second run empties it.
                create or replace temporary table winner_%2$s as
                select
                %3$s
                from stage_%2$s
                where 1 = 0
                """.formatted(
                        table.sqlName(),
                        table.label(),
                        listed(
                                table.kept(),
                                column -> table.columns().contains(column)
                                        ? column.name()
                                        : "cast(null as varchar) as " + column.name()));
    }

    static String migration(Engine engine, Table table, List<Column> columns) {
        return """
                -- Tables of earlier versions get %s, which %s unknown of what they hold. A second run changes nothing.
                """.formatted(
                                columns.size() == 1 ? columns.get(0).name() : columns.size() + " columns",
                                columns.size() == 1 ? "is" : "are")
                + columns.stream()
                        .map(column -> engine.addColumn(table.sqlName(), column))
                        .collect(joining(";\n"))
                + "\n";
    }

    /** A new warehouse, which has no table when migrations are applied, gets those that are read. */
    private static String created(Engine engine, Table... tables) {
        return Stream.of(tables)
                .map(table -> createTable(engine, table)
                                .replaceAll("(?m)^-- .*\n", "")
                                .stripTrailing() + ";\n")
                .collect(joining());
    }

    static String fillContent(Engine engine) {
        return """
                -- The current content of each playlist was the snapshot of its own row in earlier versions. A second run changes nothing.
                """
                + created(engine, Table.PLAYLIST, Table.PLAYLIST_CONTENT)
                + """
                insert into tbl_playlist_content (
                %s
                )
                select
                    playlist_id,
                    snapshot,
                    0,
                    null,
                    items_extracted_at
                from tbl_playlist
                where items_extracted_at is not null
                    and playlist_id not in (select playlist_id from tbl_playlist_content)
                """.formatted(names(Table.PLAYLIST_CONTENT.kept()));
    }

    static String healSongAdded(Engine engine) {
        return """
                -- Earlier versions took times from before there was a Spotify, such as 1970-01-01, for the earliest at which a song was added.
                -- In their place comes the earliest since then of its items, or null. A second run changes nothing.
                """ + created(engine, Table.SONGS, Table.PLAYLIST_ITEMS) + """
                update tbl_songs
                set song_added = earliest.added_at
                from (
                    select
                        wrong.song_id,
                        min(items.added_at) as added_at
                    from tbl_songs as wrong
                    left join tbl_playlist_items as items
                        on items.song_id = wrong.song_id
                        and items.added_at >= '2006-01-01'
                    where wrong.song_added < '2006-01-01'
                    group by wrong.song_id
                ) as earliest
                where earliest.song_id = tbl_songs.song_id
                """;
    }

    /** Returns what reads the files of one version of the model. */
    static String copy(Engine engine, Table table, int version) {
        return engine.copy(
                table.sqlName(),
                "stage_" + table.label(),
                table.columns().stream()
                        .filter(column -> column.since() <= version)
                        .toList());
    }

    // ---- From stage to table ----

    static String stage(Engine engine, Table table) {
        if (!engine.takesJson()) {
            return engine.copy("rows of " + table.sqlName(), "stage_" + table.label(), table.columns());
        }
        return """
                -- Puts rows of %1$s, a JSON array of objects, into their stage. A second run doubles the rows.
                insert into stage_%2$s (
                %3$s
                )
                select
                %4$s
                %5$s""".formatted(
                        table.sqlName(),
                        table.label(),
                        names(table.columns()),
                        listed(table.columns(), engine::entry),
                        engine.entries());
    }

    static String winner(Table table) {
        return switch (table.kind()) {
            case CURRENT -> winnerOfCurrent(TableForm.of(table));
            case SET_OF_SONG -> winnerOfSet(table);
            case HISTORY -> winnerOfHistory(table);
            case LOAD -> table == Table.ETL_LOAD ? winnerOfLedger(table) : winnerOfChild(table);
            case CONTENT, RUN, CONTROL -> throw new IllegalArgumentException("Nothing is chosen for " + table);
        };
    }

    /**
     * Columns of which a snapshot can tell nothing, each of which comes from the newest that does. {@code told_by} has an entry for
     * each, in this order.
     */
    static List<Column> withholdable(List<Column> columns) {
        return columns.stream()
                .filter(column -> !column.isKey() && !column.isRequired() && !column.isEarliest())
                .filter(column -> column.toldWith() == null)
                .toList();
    }

    /** Returns the column, its own or another, whose teller is its own too; null where it is none that a snapshot can withhold. */
    static String teller(List<Column> withholdable, Column column) {
        String name = column.toldWith() == null ? column.name() : column.toldWith();
        return withholdable.stream().anyMatch(other -> other.name().equals(name)) ? name : null;
    }

    static String winnerOfCurrent(TableForm table) {
        return withholdable(table.columns()).isEmpty() ? winnerByRow(table) : winnerByColumn(table);
    }

    private static String earliest(TableForm table) {
        return table.columns().stream()
                .filter(Column::isEarliest)
                .map(column -> "\n-- " + column.name() + " is the earliest of all.")
                .collect(joining());
    }

    private static String earliestOfAll(TableForm table) {
        String key = table.key().get(0).name();
        return listed(
                table.columns(),
                column -> column.isEarliest()
                        ? "min(%1$s) over (partition by %2$s) as %1$s".formatted(column.name(), key)
                        : column.name());
    }

    /** Where a snapshot can withhold nothing the newest row is taken whole, and there is nothing that told_by could tell. */
    private static String winnerByRow(TableForm table) {
        String key = table.key().get(0).name();
        return """
                -- Chooses one row a key, whatever the order of loading: that of the newest snapshot.%1$s
                -- A second run doubles the rows.
                insert into winner_%2$s (
                %3$s
                )
                with replayed as (
                    select winner_etl_load.snapshot
                    from winner_etl_load
                    join stage_etl_load as staged
                        on staged.snapshot = winner_etl_load.snapshot
                    where staged.replay
                ),
                candidates as (
                    select
                %4$s,
                        1 as is_staged,
                        0 as is_replayed
                    from stage_%2$s as row_of
                    union all
                    select
                %4$s,
                        0 as is_staged,
                        case when replayed.snapshot is null then 0 else 1 end as is_replayed
                    from %5$s as row_of
                    left join replayed
                        on replayed.snapshot = row_of.snapshot
                    where row_of.%6$s in (select %6$s from stage_%2$s)
                ),
                ranked as (
                    select
                %7$s,
                        row_number() over (
                            partition by %6$s
                            order by is_replayed, extracted_at desc, snapshot desc, is_staged desc
                        ) as place
                    from candidates
                )
                select
                %8$s,
                    cast(null as varchar) as told_by
                from ranked
                where place = 1
                """.formatted(
                        earliest(table),
                        table.label(),
                        names(table.kept()),
                        indented(listed(table.columns(), column -> "row_of." + column.name())),
                        table.sqlName(),
                        key,
                        indented(earliestOfAll(table)),
                        names(table.columns()));
    }

    /**
     * The stamp of a snapshot, its time and its name, sorts as snapshots do; a hyphen comes before all of them. Where all rows of a key
     * withhold the same the newest is taken whole, which costs little; the others are put together column by column. What told_by says
     * counts as long as it names the row's snapshot: earlier versions write over a row and leave it. A staged row's stamp ends in a space,
     * so that it comes behind that of the row which the same snapshot has left before.
     */
    private static String winnerByColumn(TableForm table) {
        String key = table.key().get(0).name();
        List<Column> withholdable = withholdable(table.columns());
        String named = table.label().equals(Table.PLAYLIST.label()) ? "snapshot, playlist_id" : "snapshot";
        String whole = names(table.columns());
        String indentedWhole = indented(whole);
        return """
                -- Chooses one row a key, whatever the order of loading: each column from the newest snapshot that tells it, nulls included; what
                -- a snapshot withholds stays as it was told last, and told_by says by whom.%1$s
                -- A second run doubles the rows.
                insert into winner_%2$s (
                %3$s
                )
                with withheld as (
                    select
                %4$s,
                        ''
                        || ';' || %5$s as told_by
                    from etl_load_withheld
                    where table_name = '%2$s'
                    group by
                %4$s
                ),
                replayed as (
                    select winner_etl_load.snapshot
                    from winner_etl_load
                    join stage_etl_load as staged
                        on staged.snapshot = winner_etl_load.snapshot
                    where staged.replay
                ),
                candidates as (
                    select
                %6$s,
                        withheld.told_by,
                        1 as is_staged,
                        0 as is_replayed
                    from stage_%2$s as row_of
                    left join withheld
                        on %7$s
                    union all
                    select
                %6$s,
                        case
                            when substr(row_of.told_by, 1, length(row_of.snapshot) + 1) = row_of.snapshot || ';'
                                then row_of.told_by
                            else withheld.told_by
                        end as told_by,
                        0 as is_staged,
                        case when replayed.snapshot is null then 0 else 1 end as is_replayed
                    from %8$s as row_of
                    left join withheld
                        on %7$s
                    left join replayed
                        on replayed.snapshot = row_of.snapshot
                    where row_of.%9$s in (select %9$s from stage_%2$s)
                ),
                ranked as (
                    select
                %10$s,
                        told_by,
                        is_staged,
                        case
                            when is_replayed = 1 then '-'
                            else cast(extracted_at as varchar) || ' ' || snapshot || case is_staged when 1 then ' ' else '' end
                        end as own_stamp,
                        min(coalesce(told_by, '')) over (partition by %9$s) as least_told_by,
                        max(coalesce(told_by, '')) over (partition by %9$s) as most_told_by,
                        row_number() over (
                            partition by %9$s
                            order by is_replayed, extracted_at desc, snapshot desc, is_staged desc
                        ) as place
                    from candidates
                ),
                stamped as (
                    select
                %11$s,
                        own_stamp,
                        place,
                %12$s
                    from ranked
                    where least_told_by <> most_told_by
                ),
                compared as (
                    select
                %11$s,
                        own_stamp,
                        place,
                %13$s,
                %14$s
                    from stamped
                ),
                composed as (
                    select
                %15$s,
                        max(
                            case
                                when row_of.place = 1
                                    then row_of.snapshot
                                        || ';' || %16$s
                                        || ';'
                            end
                        ) as told_by
                    from compared as row_of
                    group by row_of.%9$s
                )
                select
                %17$s,
                    cast(null as varchar) as told_by
                from ranked
                where place = 1
                    and least_told_by = most_told_by
                union all
                select
                %17$s,
                    case when told_by like '%% %%' then replace(told_by, ' ;', ';') end as told_by
                from composed
                """.formatted(
                earliest(table),
                table.label(),
                names(table.kept()),
                named.replaceAll("(?m)(\\w+),? ?", "        $1,\n").replaceFirst(",\n$", ""),
                withholdable.stream()
                        .map(column -> "max(case column_name when '%s' then '-' else '' end)".formatted(column.name()))
                        .collect(joining("\n        || ';' || ")),
                indented(listed(table.columns(), column -> "row_of." + column.name())),
                Stream.of(named.split(", "))
                        .map(column -> "withheld.%1$s = row_of.%1$s".formatted(column))
                        .collect(joining("\n        and ")),
                table.sqlName(),
                key,
                indented(earliestOfAll(table)),
                indentedWhole,
                indented(listed(
                        withholdable,
                        column -> "coalesce(nullif(split_part(told_by, ';', %d), ''), own_stamp) as %s_stamp"
                                .formatted(withholdable.indexOf(column) + 2, column.name()))),
                indented(listed(withholdable, column -> column.name() + "_stamp")),
                indented(listed(withholdable, column -> "max(%1$s_stamp) over (partition by %2$s) as %1$s_told"
                        .formatted(column.name(), key))),
                indented(listed(table.columns(), column -> composed(column, teller(withholdable, column)))),
                withholdable.stream()
                        .map(column -> "case row_of.%1$s_told when row_of.own_stamp then '' else row_of.%1$s_told end"
                                .formatted(column.name()))
                        .collect(joining("\n                        || ';' || ")),
                whole);
    }

    /** One row of a key has the greatest stamp; the greatest of one value is that value, also in engines that compare no booleans. */
    private static String composed(Column column, String teller) {
        if (column.isKey()) {
            return "row_of." + column.name();
        }
        String when = teller == null
                ? "row_of.place = 1"
                : "row_of.%1$s_stamp = row_of.%1$s_told and row_of.%1$s_stamp <> '-'".formatted(teller);
        return column.type() == ColumnType.BOOLEAN
                ? "max(case when %1$s then case when row_of.%2$s then 1 when not row_of.%2$s then 0 end end) = 1 as %2$s"
                        .formatted(when, column.name())
                : "max(case when %1$s then row_of.%2$s end) as %2$s".formatted(when, column.name());
    }

    /** Every snapshot is kept whole, also where two were read at one time. */
    private static String winnerOfHistory(Table table) {
        String partition = table.key().stream().map(Column::name).collect(joining(", "));
        String columns = names(table.columns());
        return """
                -- Chooses one row a playlist, snapshot and position: every snapshot is kept whole, also where two were read at one time.
                -- A second run doubles the rows.
                insert into winner_%1$s (
                %2$s
                )
                with candidates as (
                    select
                %3$s,
                        1 as is_staged
                    from stage_%1$s
                    union all
                    select
                %3$s,
                        0 as is_staged
                    from %4$s
                    where extracted_at in (select extracted_at from stage_%1$s)
                        and snapshot in (select snapshot from stage_%1$s)
                ),
                ranked as (
                    select
                %3$s,
                        row_number() over (
                            partition by %5$s
                            order by extracted_at desc, is_staged desc
                        ) as place
                    from candidates
                )
                select
                %2$s
                from ranked
                where place = 1
                """.formatted(table.label(), columns, indented(columns), table.sqlName(), partition);
    }

    /** Returns, as SQL over {@code winner_songs}, the snapshot that told a song's first artist and so its set of artists. */
    private static String tellerOfArtists() {
        int place = withholdable(Table.SONGS.columns()).stream()
                .map(Column::name)
                .toList()
                .indexOf("artist_id");
        // The first entry is the row's own snapshot; a stamp is day, time and snapshot.
        return "coalesce(nullif(split_part(split_part(winner_songs.told_by, ';', %d), ' ', 3), ''), winner_songs.snapshot)"
                .formatted(place + 2);
    }

    static String deleteSetOfSong() {
        return """
                -- Removes the artists of each song whose artists a staged snapshot is to tell: a song's set is replaced whole, by an empty one
                -- too, and merge_song_artists brings the new one. A second run after that would remove it.
                delete from tbl_song_artists
                where song_id in (
                    select staged.song_id
                    from stage_songs as staged
                    join winner_songs
                        on winner_songs.song_id = staged.song_id
                        and %s = staged.snapshot
                )
                """.formatted(tellerOfArtists());
    }

    private static String winnerOfSet(Table table) {
        return """
                -- Chooses the artists of each song from the snapshot that tells the song's first artist.
                -- A second run doubles the rows.
                insert into winner_%1$s (
                %2$s
                )
                select
                %3$s
                from stage_%1$s as staged
                join winner_songs
                    on winner_songs.song_id = staged.song_id
                    and %4$s = staged.snapshot
                """.formatted(
                        table.label(),
                        names(table.columns()),
                        listed(table.columns(), column -> "staged." + column.name()),
                        tellerOfArtists());
    }

    /**
     * What a song's set of artists is to a song goes with it; else a row stays that others refer to. The rows of a replayed snapshot
     * that the load has just merged have their keys in the winner table.
     */
    static String remove(Table table) {
        String key = table.key().get(0).name();
        boolean isSet = table.kind() == Kind.SET_OF_SONG;
        String kept = isSet
                ? "    and %1$s not in (select %1$s from tbl_songs)\n".formatted(key)
                : Stream.concat(
                                Stream.of("winner_" + table.label()),
                                Table.ofSnapshots().stream()
                                        .filter(other -> other.kind() != Kind.SET_OF_SONG || table != Table.SONGS)
                                        .filter(other -> other.columns().stream()
                                                .anyMatch(
                                                        column -> table.label().equals(column.references())))
                                        .map(Table::sqlName))
                        .map(other -> "    and %1$s not in (select %1$s from %2$s where %1$s is not null)\n"
                                .formatted(key, other))
                        .collect(joining());
        return """
                -- Removes %1$s.
                -- A load runs it where it replays snapshots. A second run changes nothing.
                delete from %2$s
                where snapshot in (
                    select staged.snapshot
                    from stage_etl_load as staged
                    join winner_etl_load
                        on winner_etl_load.snapshot = staged.snapshot
                    where staged.replay
                )
                %3$s""".formatted(
                        isSet
                                ? "the artists of songs that are no more"
                                : "rows of %s that a replayed snapshot does not bring any more and to which no row refers"
                                        .formatted(table.sqlName()),
                        table.sqlName(),
                        kept);
    }

    private static String winnerOfLedger(Table table) {
        return """
                -- Chooses the snapshots that this load enters into the ledger: those that do not stand there, and replays from the same
                -- bytes, not by an older transform than the one that the snapshot was loaded from. A second run doubles the rows.
                insert into winner_%1$s (
                %2$s
                )
                select
                %3$s
                from stage_%1$s as staged
                left join %1$s
                    on %1$s.snapshot = staged.snapshot
                where %1$s.snapshot is null
                    or (
                        staged.replay
                        and %1$s.raw_sha256 = staged.raw_sha256
                        and coalesce(staged.transform_version, 0) >= coalesce(%1$s.transform_version, 0)
                    )
                """.formatted(table.label(), names(table.kept()), listed(table.kept(), c -> "staged." + c.name()));
    }

    private static String winnerOfChild(Table table) {
        String told = """
                select
                %2$s
                from stage_%1$s as staged
                join winner_etl_load
                    on winner_etl_load.snapshot = staged.snapshot
                """.formatted(table.label(), listed(table.columns(), column -> "staged." + column.name()));
        String insert = """
                insert into winner_%s (
                %s
                )
                """.formatted(table.label(), names(table.columns()));
        String what = "-- Chooses the rows of %s of the snapshots that this load enters into the ledger"
                .formatted(table.sqlName());
        List<String> counted = counted(table);
        if (counted.isEmpty()) {
            return what + ".\n-- A second run doubles the rows.\n" + insert + told;
        }
        String name = table.columns().get(1).name();
        String count = table.columns().get(2).name();
        return what
                + """
                , and of those
                -- that a version entered which fills etl_load alone. A second run doubles the rows.
                """
                + insert
                + """
                with told as (
                %2$s),
                counted as (
                %3$s),
                news as (
                    select
                        counted.snapshot,
                        counted.%4$s,
                        counted.%5$s
                    from counted
                    left join %1$s as noted
                        on noted.snapshot = counted.snapshot
                        and noted.%4$s = counted.%4$s
                    where counted.%5$s is not null
                        and counted.snapshot not in (select snapshot from winner_etl_load)
                        and (noted.snapshot is null or noted.%5$s <> counted.%5$s)
                )
                select
                %6$s
                from told
                union all
                select
                %6$s
                from news
                """.formatted(
                                table.label(),
                                indented(told),
                                indented(String.join("union all\n", counted)),
                                name,
                                count,
                                names(table.columns()));
    }

    /** Returns, as a select each, what columns of the ledger tell of the same counts. */
    private static List<String> counted(Table table) {
        boolean isRows = table == Table.ETL_LOAD_ROWS;
        if (!isRows && table != Table.ETL_LOAD_SKIPPED) {
            return List.of();
        }
        return Table.ETL_LOAD.columns().stream()
                .map(Column::name)
                .filter(column -> isRows ? column.endsWith("_rows") : column.startsWith("skipped_"))
                .map(column -> """
                        select
                            snapshot,
                            '%s' as %s,
                            %s as %s
                        from etl_load
                        """.formatted(
                                column.replaceFirst("_rows$|^skipped_", ""),
                                table.columns().get(1).name(),
                                column,
                                table.columns().get(2).name()))
                .toList();
    }

    /** A manifest of the first version tells nothing of playlists and of what was withheld: then what was told before stays. */
    static String deleteChildren(Table table) {
        boolean isCounted = !counted(table).isEmpty();
        String entered = isCounted ? "select snapshot from winner_etl_load" : """

                        select winner_etl_load.snapshot
                        from winner_etl_load
                        join stage_etl_load as staged
                            on staged.snapshot = winner_etl_load.snapshot
                        where staged.tells_playlists
                    """.stripTrailing() + "\n";
        return """
                -- Removes what %1$s tells of the snapshots that this load enters anew%2$s; the merge that
                -- follows brings it as it is now. A second run would remove what that merge brought.
                delete from %1$s
                where snapshot in (%3$s)
                """.formatted(table.sqlName(), isCounted ? "" : " and whose manifests tell of it", entered);
    }

    /** A merge takes a plain table and no condition, which is what every engine has. */
    static String merge(Table table, String source) {
        // All rows of a snapshot are of one time, by which years of others are passed over without being read.
        Stream<String> besides = table.kind() == Kind.HISTORY ? Stream.of("extracted_at") : Stream.of();
        return merge(TableForm.of(table), source, besides);
    }

    static String merge(TableForm table, String source) {
        return merge(table, source, Stream.of());
    }

    private static String merge(TableForm table, String source, Stream<String> besides) {
        List<Column> others =
                table.kept().stream().filter(column -> !column.isKey()).toList();
        String matched = others.isEmpty()
                ? ""
                : "when matched then update set\n"
                        + listed(others, column -> column.name() + " = " + source + "." + column.name()) + "\n";
        return """
                -- Brings the rows of %2$s into %1$s. A second run changes nothing.
                merge into %1$s
                using %2$s
                on %3$s
                %4$swhen not matched then insert (
                %5$s
                ) values (
                %6$s
                )
                """.formatted(
                        table.sqlName(),
                        source,
                        Stream.concat(table.key().stream().map(Column::name), besides)
                                .map(column -> "%1$s.%3$s = %2$s.%3$s".formatted(table.sqlName(), source, column))
                                .collect(joining("\n    and ")),
                        matched,
                        names(table.kept()),
                        listed(table.kept(), column -> source + "." + column.name()));
    }

    /** Where there is nothing to update: a merge of Redshift has to say what is done with a row that matches. */
    static String addMissing(Table table, String source) {
        String key = table.key().stream()
                .map(Column::name)
                .map(name -> "present.%1$s = %2$s.%1$s".formatted(name, source))
                .collect(joining("\n    and "));
        return """
                -- Adds the rows of %2$s that %1$s lacks. A second run changes nothing.
                insert into %1$s (
                %3$s
                )
                select distinct
                %4$s
                from %2$s
                left join %1$s as present
                    on %5$s
                where present.%6$s is null
                """.formatted(
                        table.sqlName(),
                        source,
                        names(table.kept()),
                        listed(table.kept(), column -> source + "." + column.name()),
                        key.replace("\n", "\n    "),
                        table.key().get(0).name());
    }

    static String enterMigration(Engine engine) {
        List<Column> columns = Table.ETL_MIGRATION.columns();
        return """
                -- Records that a migration was applied. A second run changes nothing.
                insert into etl_migration (
                %s
                )
                select
                %s
                where :?migration_name not in (select migration_name from etl_migration)
                """.formatted(names(columns), listed(columns, column -> "cast(:?%s as %s)"
                .formatted(column.name(), engine.type(column))));
    }

    // ---- Counts and checks ----

    static String count(String comment, String prefix) {
        return Table.ofSnapshots().stream()
                .map(table -> """
                        select
                            '%s' as table_name,
                            count(*) as row_count
                        from %s%s
                        """.formatted(table.label(), prefix, table.label()))
                .collect(joining("union all\n", comment + "\n", ""));
    }

    static String checkKeys() {
        return check(
                "A key that has more than one row",
                Stream.concat(
                        Stream.concat(
                                        Table.ofSnapshots().stream().filter(table -> table.kind() != Kind.HISTORY),
                                        Stream.of(Table.ETL_LOAD))
                                .map(table -> checkKey(table, OF_LOADED)),
                        Stream.of(checkKey(Table.ETL_RUN, "where run_id like :?loaded_by\n"))));
    }

    private static String check(String what, Stream<String> selects) {
        return """
                -- %s. Reads only; a row is a finding.
                with loaded as (
                    select
                        snapshot,
                        extracted_at
                    from etl_load
                    where coalesce(run_id, '') like :?loaded_by
                ),
                findings as (
                %s)
                select
                    check_name,
                    object,
                    detail
                from findings
                """.formatted(what, indented(selects.collect(joining("union all\n"))));
    }

    private static String checkKey(Table table, String where) {
        String object = table.key().stream()
                .map(key -> key.type() == ColumnType.TEXT ? key.name() : "cast(" + key.name() + " as varchar)")
                .collect(joining(" || ' ' || "));
        return """
                select
                    '%1$s has one row a key' as check_name,
                    %2$s as object,
                    cast(count(*) as varchar) || ' rows' as detail
                from %1$s
                %3$sgroup by
                %4$s
                having count(*) > 1
                """.formatted(table.sqlName(), object, where, names(table.key()));
    }

    /** Of a row without a snapshot nobody knows who loaded it. */
    static String checkRequired() {
        return check(
                "A value that must not be missing and is",
                Stream.concat(Table.ofSnapshots().stream(), Stream.of(Table.ETL_LOAD))
                        .map(table -> {
                            List<Column> required = table.columns().stream()
                                    .filter(Column::isRequired)
                                    .toList();
                            return """
                                    select
                                        '%1$s is complete' as check_name,
                                        %2$s as object,
                                        'null in %3$s' as detail
                                    from %1$s
                                    where (snapshot is null or snapshot in (select snapshot from loaded))
                                        and (
                                            %4$s
                                        )
                                    """.formatted(
                                            table.sqlName(),
                                            table.key().get(0).name(),
                                            required.stream().map(Column::name).collect(joining(", ")),
                                            required.stream()
                                                    .map(column -> column.name() + " is null")
                                                    .collect(joining("\n        or ")));
                        }));
    }

    static String checkReferences() {
        return check(
                "A reference to a row that is not there",
                Table.ofSnapshots().stream()
                        .filter(table -> table.kind() != Kind.HISTORY)
                        .flatMap(table -> references(table).stream()));
    }

    private static List<String> references(Table table) {
        return table.columns().stream()
                .filter(column -> column.references() != null)
                .map(column -> """
                        select
                            '%1$s.%2$s exists in %3$s' as check_name,
                            child.%4$s as object,
                            child.%2$s as detail
                        from %1$s as child
                        left join %3$s as parent
                            on parent.%2$s = child.%2$s
                        where child.snapshot in (select snapshot from loaded)
                            and child.%2$s is not null
                            and parent.%2$s is null
                        """.formatted(
                                table.sqlName(),
                                column.name(),
                                Table.of(column.references()).sqlName(),
                                table.key().get(0).name()))
                .toList();
    }

    static String checkRanges() {
        return check(
                "A number outside its range",
                Stream.of(
                        range(Table.SONGS, "popularity", "0 to 100"),
                        range(Table.PLAYLIST_ITEMS, "popularity", "0 to 100"),
                        range(Table.SONGS, "duration_ms", "0 or more"),
                        range(Table.SONG_ARTISTS, "position", "0 or more"),
                        range(Table.PLAYLIST_ITEMS, "position", "0 or more")));
    }

    /** A value that an earlier snapshot told is no load's of now. */
    private static String range(Table table, String column, String range) {
        int place = withholdable(table.columns()).stream()
                .map(Column::name)
                .toList()
                .indexOf(column);
        return """
                select
                    '%1$s.%2$s is %3$s' as check_name,
                    %4$s as object,
                    cast(%2$s as varchar) as detail
                from %1$s
                %5$s    and %2$s %6$s
                """.formatted(
                                table.sqlName(),
                                column,
                                range,
                                table.key().get(0).name(),
                                OF_LOADED,
                                range.equals("0 or more") ? "< 0" : "not between 0 and 100")
                + (table.kind() == Kind.CURRENT && place >= 0
                        ? "    and nullif(split_part(told_by, ';', %d), '') is null\n".formatted(place + 2)
                        : "");
    }

    /** The time is asked for as well, since the rows lie in its order. */
    static String checkHistory() {
        Table items = Table.PLAYLIST_ITEMS;
        String onlyNew =
                "where extracted_at in (select extracted_at from loaded)\n    and snapshot in (select snapshot from loaded)\n";
        return check(
                "A key of %s or of the ledger's rows that has more than one row, or a reference to a row that is not there"
                        .formatted(items.sqlName()),
                Stream.of(
                                Stream.of(checkKey(items, onlyNew)),
                                references(items).stream()
                                        .map(
                                                select -> select.replace(
                                                        "where child.snapshot in",
                                                        "where child.extracted_at in (select extracted_at from loaded)\n    and child.snapshot in")),
                                Table.of(Kind.LOAD).stream()
                                        .filter(table -> table != Table.ETL_LOAD)
                                        .map(table -> checkKey(table, OF_LOADED)))
                        .flatMap(part -> part));
    }

    // ---- The stream ----

    /** What each landed row says besides, first of all. */
    private static final Column PUBLICATION = Column.text(1, "publication", "Publication that the row came with");

    /** How far the records of a topic are landed. */
    private static final List<Column> OFFSETS = List.of(
            Column.text(1, "topic", "Name of the topic"),
            Column.text(2, "topic_id", "Id of the topic, which one that was made anew does not have"),
            Column.integer(3, "partition_id", "Number of the partition"),
            Column.longInteger(4, "next_offset", "Offset behind the last record that is landed"));

    /** What is known of publications whose rows are landed and not merged yet. */
    private static final List<Column> PUBLICATIONS = List.of(
            PUBLICATION,
            Column.longInteger(2, "records", "Records that came so far"),
            Column.text(3, "digest", "Of these records"),
            Column.text(4, "topic", "Name of the topic"),
            Column.integer(5, "partition_id", "Number of the partition"),
            Column.longInteger(6, "last_offset", "Offset of the last of them"),
            Column.text(7, "manifest", "What its end told, as JSON; null until that came"));

    static String createOffsets(Engine engine) {
        return createStreamTable(engine, "etl_offset", "How far each partition of a topic is landed", OFFSETS);
    }

    static String createPublications(Engine engine) {
        return createStreamTable(
                engine,
                "landing_stream_publication",
                "What is known of publications whose rows are landed and not merged yet",
                PUBLICATIONS);
    }

    static String createLanding(Engine engine, Table table) {
        return createStreamTable(
                engine,
                "landing_stream_" + table.label(),
                "Rows of %s that came by the stream, until their publication is merged".formatted(table.sqlName()),
                landed(table.columns()));
    }

    private static String createStreamTable(Engine engine, String name, String sentence, List<Column> columns) {
        return """
                -- %s. A second run changes nothing.
                create table if not exists %s (
                %s
                )%s
                """.formatted(
                        sentence,
                        name,
                        listed(columns, column -> column.name() + " " + engine.type(column) + engine.added(column)),
                        engine.afterColumns(sentence));
    }

    private static List<Column> landed(List<Column> columns) {
        return Stream.concat(Stream.of(PUBLICATION), columns.stream()).toList();
    }

    static String copyLanding(Engine engine, Table table) {
        return engine.copy(
                "rows of %s that came by the stream".formatted(table.sqlName()),
                "landing_stream_" + table.label(),
                landed(table.columns()));
    }

    static String enterOffsets(Engine engine) {
        return enter(engine, "etl_offset", OFFSETS);
    }

    static String enterPublications(Engine engine) {
        return enter(engine, "landing_stream_publication", PUBLICATIONS);
    }

    private static String enter(Engine engine, String table, List<Column> columns) {
        return """
                -- Adds rows of %1$s, a JSON array of objects. A second run doubles the rows.
                insert into %1$s (
                %2$s
                )
                select
                %3$s
                %4$s""".formatted(table, names(columns), listed(columns, engine::entry), engine.entries());
    }

    /** One publication may bring a row several times, since each entry brings its own. */
    static String takeLanding(Table table) {
        return """
                -- Puts the rows of %1$s that came with publications into their stage; :publications stands for these. A second run
                -- doubles the rows.
                insert into stage_%2$s (
                %3$s
                )
                select distinct
                %3$s
                from landing_stream_%2$s
                where publication in (:publications)
                """.formatted(table.sqlName(), table.label(), names(table.columns()));
    }

    static String deleteLanding(String label) {
        return """
                -- Takes away what came with publications that are merged, or set aside; :publications stands for these. A second run
                -- changes nothing.
                delete from landing_stream_%s
                where publication in (:publications)
                """.formatted(label);
    }

    static String selectPublications(String condition, String sentence) {
        return """
                -- %s. Reads only.
                select
                %s
                from landing_stream_publication
                where %s
                order by partition_id, last_offset
                """.formatted(sentence, names(PUBLICATIONS), condition);
    }

    static String selectOffsets() {
        return """
                -- How far each partition is landed. Reads only.
                select
                %s
                from etl_offset
                where topic = :?topic
                """.formatted(names(OFFSETS));
    }

    // ---- Pipes of Snowflake's own ----

    static String landing(Table table) {
        String places = Stream.iterate(1, place -> place + 1)
                .limit(table.columns().size())
                .map(place -> "        $" + place + ",\n")
                .collect(joining());
        String columns = table.columns().stream()
                .map(column -> "    " + column.name() + " " + Engine.SNOWFLAKE.created(table, column) + ",\n")
                .collect(joining());
        var text = new ArrayList<String>();
        text.add("""
                create table if not exists landing_%s (
                %s    file_name varchar comment 'Key of the file in the bucket',
                    file_row_number bigint comment 'Number of the row in that file',
                    landed_at timestamp_ltz comment 'When Snowflake began to read the file'
                )
                comment = 'Rows of CSV files as they came, file by file';
                """.formatted(table.label(), columns));
        text.add("""
                create pipe if not exists landing_%1$s_pipe
                auto_ingest = true
                comment = 'Takes the CSV files of %1$s as S3 tells of them'
                as
                copy into landing_%1$s
                from (
                    select
                %2$s        metadata$filename,
                        metadata$file_row_number,
                        metadata$start_scan_time
                    from @lake_stage/transformed_data/%3$s/
                )
                file_format = (format_name = 'caravan_csv');
                """.formatted(table.label(), places, table.folder()));
        text.add("grant select, delete on table landing_%s to role caravan_loader;\n".formatted(table.label()));
        return String.join("\n", text);
    }

    static String selectLanded() {
        String landed = Table.ofSnapshots().stream()
                .map(table -> """
                        select
                            file_name,
                            count(distinct file_row_number) as row_count,
                            min(landed_at) as landed_at
                        from landing_%s
                        where file_name in (select file_name from asked)
                        group by file_name
                        """.formatted(table.label()))
                .collect(joining("union all\n"));
        return """
                -- Tells of each CSV file of :?rows, a JSON array of objects, how many of its rows pipes have brought, when they began to read it,
                -- and whether its snapshot was loaded already. A row that was brought twice counts once. Reads only.
                with asked as (
                    select
                        cast(entry.value['snapshot'] as varchar) as snapshot,
                        cast(entry.value['file_name'] as varchar) as file_name
                %s),
                landed as (
                %s)
                select
                    asked.file_name,
                    landed.row_count,
                    date_part(epoch_second, landed.landed_at) as landed_second,
                    etl_load.snapshot is not null as is_loaded
                from asked
                left join landed
                    on landed.file_name = asked.file_name
                left join etl_load
                    on etl_load.snapshot = asked.snapshot
                """.formatted(indented(Engine.SNOWFLAKE.entries()), indented(landed));
    }

    static String takeLanded(Table table) {
        return """
                -- Takes the rows that a pipe has brought of CSV files of %1$s into the stage; :files stands for the names of the files in the
                -- bucket. What was brought twice is taken once. A second run doubles the rows.
                insert into stage_%2$s (
                %3$s
                )
                select distinct
                %3$s
                from landing_%2$s
                where file_name in (:files)
                """.formatted(table.sqlName(), table.label(), names(table.columns()));
    }

    static String clearLanded(Table table) {
        return """
                -- Deletes what pipes have brought of snapshots that the ledger has, however those were loaded. A second run changes nothing.
                delete from landing_%s
                where snapshot in (select snapshot from etl_load)
                """.formatted(table.label());
    }
}
