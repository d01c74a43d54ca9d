package io.caravan.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The same six tables and files from the same raw objects, by DuckDB's own JSON reader with a typed schema: the way that its manual
 * advises. It does without what Caravan adds (hashes, rejected entries, other forms than this one).
 */
final class DuckDbTransform {
    private static final String TRACK =
            """
            struct(id varchar, name varchar, duration_ms bigint, external_urls struct(spotify varchar), popularity integer,
                explicit boolean, external_ids struct(isrc varchar), type varchar, is_local boolean,
                album struct(id varchar, name varchar, release_date varchar, release_date_precision varchar, total_tracks integer,
                    external_urls struct(spotify varchar),
                    artists struct(id varchar, name varchar, external_urls struct(spotify varchar))[]),
                artists struct(id varchar, name varchar, external_urls struct(spotify varchar))[])""";

    private static final String LINES =
            """
            create or replace temp table line as
            select * from read_json([%s], format = 'newline_delimited', filename = true, maximum_object_size = 67108864,
                columns = {'caravan': 'struct(extracted_at varchar)', 'id': 'varchar', 'name': 'varchar', 'type': 'varchar',
                'owner': 'struct(id varchar)', 'snapshot_id': 'varchar', 'external_urls': 'struct(spotify varchar)',
                'offset': 'bigint', 'total': 'integer',
                'items': 'struct(added_at varchar, added_by struct(id varchar), is_local boolean, %s %s)[]'})""";

    private static final String ENTRIES =
            """
            create or replace temp table entry as
            with numbered as (
                select filename, "offset", unnest(items) as e, generate_subscripts(items, 1) - 1 as i from line where items is not null)
            select filename, "offset" + i as position, e.KEY as t, strptime(e.added_at, '%Y-%m-%dT%H:%M:%SZ') as added_at,
                sha256(e.added_by.id)[:32] as added_by
            from numbered
            where e.KEY is not null and not e.is_local and e.KEY.id is not null and e.KEY.type = 'track'""";

    private static final Map<String, String> TABLES = new TreeMap<>(Map.of(
            "songs",
            """
            select t.id, t.name, t.duration_ms, t.external_urls.spotify, t.popularity, t.explicit, t.external_ids.isrc,
                (min(added_at) over (partition by filename, t.id)) as song_added, t.album.id as album_id, t.artists[1].id as artist_id, filename
            from entry qualify row_number() over (partition by filename, t.id order by position) = 1""",
            "album",
            """
            select t.album.id, t.album.name, case length(t.album.release_date) when 4 then t.album.release_date || '-01-01'
                    when 7 then t.album.release_date || '-01' else t.album.release_date end,
                t.album.release_date_precision, t.album.total_tracks, t.album.external_urls.spotify, filename
            from entry qualify row_number() over (partition by filename, t.album.id order by position) = 1""",
            "artists",
            """
            with artist as (select filename, position, unnest(list_concat(t.artists, t.album.artists)) as a from entry)
            select a.id, a.name, a.external_urls.spotify, filename
            from artist qualify row_number() over (partition by filename, a.id order by position) = 1""",
            "song_artists",
            """
            with song as (
                select * from entry qualify row_number() over (partition by filename, t.id order by position) = 1)
            select t.id, generate_subscripts(t.artists, 1) - 1 as position, unnest(t.artists).id, filename from song""",
            "playlist",
            """
            select id, name, sha256(owner.id)[:32], snapshot_id, external_urls.spotify, filename from line where type = 'playlist'""",
            "playlist_items",
            "select filename, position, t.id, added_at, added_by, t.popularity from entry"));

    private DuckDbTransform() {}

    /**
     * Returns the seconds that the transform takes once it has been done.
     *
     * @param csv a folder for the CSV files; null where the rows are enough
     */
    static double seconds(List<Path> raw, Shape shape, int threads, Path csv) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads = " + threads);
            transform(statement, raw, shape, csv);
            long start = System.nanoTime();
            transform(statement, raw, shape, csv);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static void transform(Statement statement, List<Path> raw, Shape shape, Path csv) throws SQLException {
        String files = raw.stream().map(file -> "'" + file + "'").collect(Collectors.joining(","));
        statement.execute(LINES.formatted(files, shape.key(), TRACK));
        statement.execute(ENTRIES.replace("KEY", shape.key()));
        for (var table : TABLES.entrySet()) {
            write(statement, table.getKey(), table.getValue(), csv);
        }
    }

    private static void write(Statement statement, String table, String select, Path csv) throws SQLException {
        String destination = csv == null
                ? "create or replace temp table %s as %s"
                : "copy (%2$s) to '" + csv + "/%1$s.csv' (header, force_quote *)";
        statement.execute(destination.formatted(table, select));
    }
}
