package io.caravan.bench;

import io.caravan.model.Column;
import io.caravan.model.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The loop that stands in for Caravan's consumer where somebody writes one by hand, for DuckDB: records of committed transactions in batches,
 * Jackson, a CSV file and a COPY a table and batch into staging tables, from there into the six tables by sets, and the offsets in the same
 * transaction. It knows no ledger, counts and compares nothing, and sets nothing aside.
 */
final class HandWrittenLoop {
    private static final int BATCH = 10_000;

    private final JsonRecords records;
    private final Statement sql;
    private final Connection connection;
    private final Path folder;

    private HandWrittenLoop(JsonRecords records, Connection connection, Path folder) throws SQLException {
        this.records = records;
        this.connection = connection;
        this.folder = folder;
        this.sql = connection.createStatement();
    }

    /** Reads a topic into a new database in a folder. */
    static void run(String brokers, String topic, Path folder) throws IOException, SQLException {
        Files.createDirectories(folder);
        try (var records = new JsonRecords(brokers, topic);
                var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            new HandWrittenLoop(records, connection, folder).run();
        }
    }

    private void run() throws IOException, SQLException {
        for (Table table : Table.ofSnapshots()) {
            sql.execute("create table %s (%s)".formatted(table.sqlName(), JsonRecords.columns(table)));
            sql.execute("create temporary table %s (%s)".formatted(stage(table), JsonRecords.columns(table)));
        }
        sql.execute("create table next_offset (partition_id integer primary key, next_offset bigint)");
        connection.setAutoCommit(false);
        for (var batch = records.next(BATCH); !batch.isEmpty(); batch = records.next(BATCH)) {
            stage(batch);
            merge(Table.PLAYLIST_ITEMS);
            merge(Table.PLAYLIST);
            merge(Table.ALBUM);
            merge(Table.ARTISTS);
            merge(Table.SONGS);
            replaceSongArtists();
            for (Map.Entry<Integer, Long> end : JsonRecords.ends(batch).entrySet()) {
                sql.execute("insert or replace into next_offset values (%d, %d)".formatted(end.getKey(), end.getValue()));
            }
            for (Table table : Table.ofSnapshots()) {
                sql.execute("delete from " + stage(table));
            }
            connection.commit();
        }
    }

    private static String stage(Table table) {
        return "stage_" + table.label();
    }

    private void stage(List<ConsumerRecord<byte[], byte[]>> batch) throws IOException, SQLException {
        Map<Table, BufferedWriter> files = new EnumMap<>(Table.class);
        Set<String> written = new HashSet<>();
        for (Table table : Table.ofSnapshots()) {
            files.put(table, Files.newBufferedWriter(folder.resolve(table.label() + ".csv")));
        }
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            records.rows(record.value(), (table, cells) -> {
                // A song comes with each of its entries.
                if (table == Table.PLAYLIST_ITEMS
                        || table == Table.PLAYLIST
                        || written.add(table.label() + " " + cells[0] + " " + cells[cells.length - 1]
                                + (table == Table.SONG_ARTISTS ? " " + cells[1] : ""))) {
                    write(files.get(table), cells);
                }
            });
        }
        for (Table table : Table.ofSnapshots()) {
            files.get(table).close();
            sql.execute(
                    """
                    copy %s from '%s' (auto_detect false, header false, delim ',', quote '"', escape '"',
                        nullstr '', allow_quoted_nulls false, new_line '\\n', parallel false)"""
                            .formatted(stage(table), folder.resolve(table.label() + ".csv")));
        }
    }

    private static void write(BufferedWriter file, String[] cells) {
        try {
            for (int i = 0; i < cells.length; i++) {
                if (i > 0) {
                    file.write(',');
                }
                if (cells[i] != null) {
                    file.write('"');
                    file.write(cells[i].indexOf('"') < 0 ? cells[i] : cells[i].replace("\"", "\"\""));
                    file.write('"');
                }
            }
            file.write('\n');
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void merge(Table table) throws SQLException {
        List<String> names = table.columns().stream().map(Column::name).toList();
        String key = table.key().stream().map(Column::name).collect(Collectors.joining(", "));
        String on = table.key().stream()
                .map(column -> "target.%1$s = source.%1$s".formatted(column.name()))
                .collect(Collectors.joining(" and "));
        String set = names.stream()
                .map(name -> name.equals("song_added")
                        ? "song_added = least(target.song_added, source.song_added)"
                        : "%1$s = source.%1$s".formatted(name))
                .collect(Collectors.joining(", "));
        sql.execute(
                """
                merge into %s as target
                using (
                    select %s from %s
                    qualify row_number() over (partition by %s order by extracted_at desc, snapshot desc) = 1
                ) as source
                on %s
                when matched and (source.extracted_at, source.snapshot) >= (target.extracted_at, target.snapshot) then update set %s
                when not matched then insert (%s) values (%s)"""
                        .formatted(
                                table.sqlName(),
                                names.stream()
                                        .map(name -> name.equals("song_added")
                                                ? "min(song_added) over (partition by song_id) as song_added"
                                                : name)
                                        .collect(Collectors.joining(", ")),
                                stage(table),
                                key,
                                on,
                                set,
                                String.join(", ", names),
                                names.stream().map(name -> "source." + name).collect(Collectors.joining(", "))));
    }

    /** Those of the snapshot that the song's row comes from. */
    private void replaceSongArtists() throws SQLException {
        sql.execute("delete from tbl_song_artists where song_id in (select song_id from stage_song_artists)");
        sql.execute(
                """
                insert into tbl_song_artists
                select distinct staged.*
                from stage_song_artists as staged
                join tbl_songs on tbl_songs.song_id = staged.song_id and tbl_songs.snapshot = staged.snapshot""");
    }
}
