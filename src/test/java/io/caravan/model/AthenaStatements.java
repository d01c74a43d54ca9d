package io.caravan.model;

import static java.util.stream.Collectors.joining;

import io.caravan.model.Column.Place;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Views over the lake's tables, in the language of Trino, which Athena speaks: each table as a warehouse has it, so that the questions of
 * {@code sql/common/} can be asked of them. {@code :lake} stands for the database of the lake's tables.
 */
final class AthenaStatements {
    /** The ledger says which of the rows count. */
    private static final String COUNTING = """
            from :lake.etl_load as ledger
            join :lake.%s as told
                on told.snapshot = ledger.snapshot
                and told.commit_id = ledger.commit_id
            """;

    private AthenaStatements() {}

    /** Returns the form of a view that all other engines share. */
    static String question(String common) {
        return common
                // A date less another one is an interval, and no number.
                .replaceAll(
                        "(?m)^( +)(.+) - (date '[^']+'|cast\\([\\w.]+ as date\\)) as (\\w+)",
                        "$1date_diff('day', $3, $2) as $4")
                .replaceAll(
                        "string_agg\\(([\\w.]+), ('[^']*') order by ([\\w.]+)\\)",
                        "listagg($1, $2) within group (order by $3)");
    }

    /** Returns the view of a table as a warehouse has it. */
    static String view(Table table) {
        return switch (table.kind()) {
            case CURRENT -> current(table);
            case SET_OF_SONG -> setOfSong(table);
            case RUN -> told(table, "from :lake.%s as told\n");
            default -> told(table, table == Table.ETL_LOAD ? "from :lake.%s as told\n" : COUNTING);
        };
    }

    private static String told(Table table, String from) {
        return head(table) + "select\n" + listed(table, name -> "told." + name) + "\n"
                + from.formatted(table.sqlName());
    }

    private static String head(Table table) {
        return "-- %s. A second run changes nothing.\ncreate or replace view %s as\n"
                .formatted(table.sentence(), table.sqlName());
    }

    private static String listed(Table table, UnaryOperator<String> text) {
        return names(table).stream().map(name -> "    " + text.apply(name)).collect(joining(",\n"));
    }

    private static List<String> names(Table table) {
        return table.columns().stream()
                .filter(column -> column.place() == Place.EVERYWHERE)
                .map(Column::name)
                .toList();
    }

    /** Each column from the newest snapshot that tells it, as {@link Statements#winner} chooses it; but for when the content is of. */
    private static String current(Table table) {
        boolean isPlaylist = table == Table.PLAYLIST;
        String key = table.key().get(0).name();
        String ofPlaylist = isPlaylist ? ",\n        playlist_id" : "";
        String when = isPlaylist ? """
                ,
                content as (
                    select
                        playlist_id,
                        max(extracted_at) as items_extracted_at
                    from tbl_playlist_content
                    group by playlist_id
                )""" : "";
        return head(table)
                + """
                with withheld as (
                    select
                        snapshot,
                        commit_id%1$s,
                        array_agg(column_name) as column_names
                    from :lake.etl_load_withheld
                    where table_name = '%2$s'
                    group by
                        snapshot,
                        commit_id%1$s
                ),
                versions as (
                    select
                %3$s,
                        row(told.extracted_at, told.snapshot) as stamp,
                        coalesce(withheld.column_names, array[]) as withheld
                %4$s    left join withheld
                        on withheld.snapshot = told.snapshot
                        and withheld.commit_id = told.commit_id%5$s
                )%6$s
                select
                %7$s
                from versions
                """.formatted(
                        ofPlaylist,
                        table.label(),
                        indented(listed(table, name -> "told." + name)),
                        indented(COUNTING.formatted(table.sqlName())),
                        isPlaylist ? "\n        and withheld.playlist_id = told.playlist_id" : "",
                        when,
                        listed(table, name -> newest(table, table.columns().get(table.indexOf(name)))))
                + (isPlaylist ? "left join content\n    on content.playlist_id = versions.playlist_id\n" : "")
                + "group by versions." + key + "\n";
    }

    private static String newest(Table table, Column column) {
        String name = column.name();
        if (column.isKey()) {
            return "versions." + name;
        }
        if (name.equals("items_extracted_at")) {
            return "max(content.items_extracted_at) as items_extracted_at";
        }
        if (column.isEarliest()) {
            return "min(versions.%1$s) as %1$s".formatted(name);
        }
        String teller = Statements.teller(Statements.withholdable(table.columns()), column);
        return "max_by(versions.%1$s, versions.stamp)%2$s as %1$s"
                .formatted(
                        name,
                        teller == null ? "" : " filter (where not contains(versions.withheld, '" + teller + "'))");
    }

    /** The artists of a song come from the newest snapshot that tells its first one. */
    private static String setOfSong(Table table) {
        return head(table)
                + """
                with withheld as (
                    select distinct
                        snapshot,
                        commit_id
                    from :lake.etl_load_withheld
                    where table_name = 'songs'
                        and column_name = 'artist_id'
                ),
                tellers as (
                    select
                        told.song_id,
                        max_by(told.snapshot, row(told.extracted_at, told.snapshot)) as snapshot
                %1$s    left join withheld
                        on withheld.snapshot = told.snapshot
                        and withheld.commit_id = told.commit_id
                    where withheld.snapshot is null
                    group by told.song_id
                )
                select
                %2$s
                %3$sjoin tellers
                    on tellers.song_id = told.song_id
                    and tellers.snapshot = told.snapshot
                """.formatted(
                                indented(COUNTING.formatted("tbl_songs")),
                                listed(table, name -> "told." + name),
                                COUNTING.formatted(table.sqlName()));
    }

    private static String indented(String text) {
        return text.replaceAll("(?m)^(?=.)", "    ");
    }
}
