package io.caravan.stream;

import io.caravan.model.Column;
import io.caravan.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.avro.generic.GenericRecord;

/** The rows that a record holds, of all tables: what was nested becomes flat again. */
final class RecordRows {
    private RecordRows() {}

    /**
     * Tells each row.
     *
     * @param row the table, and the values of its columns as cells of a CSV file; null for no value
     */
    static void of(StreamRecord record, BiConsumer<Table, List<String>> row) {
        GenericRecord fields = record.fields();
        switch (record.type()) {
            case ENTRY -> {
                row.accept(Table.PLAYLIST_ITEMS, cells(Table.PLAYLIST_ITEMS, fields, fields, null));
                song((GenericRecord) fields.get("song"), fields, row);
            }
            case REST -> {
                each(fields, "playlists", playlist -> flat(Table.PLAYLIST, playlist, fields, row));
                each(fields, "albums", album -> flat(Table.ALBUM, album, fields, row));
                each(fields, "artists", artist -> flat(Table.ARTISTS, artist, fields, row));
                each(fields, "songs", song -> song(song, fields, row));
            }
            case END -> {
                // Its rows are the ledger's.
            }
        }
    }

    private static void each(GenericRecord record, String array, java.util.function.Consumer<GenericRecord> element) {
        ((List<?>) record.get(array)).forEach(each -> element.accept((GenericRecord) each));
    }

    private static void song(GenericRecord song, GenericRecord common, BiConsumer<Table, List<String>> row) {
        if (song == null) {
            return;
        }
        flat(Table.SONGS, song, common, row);
        flat(Table.ALBUM, (GenericRecord) song.get("album"), common, row);
        String songId = song.get("song_id").toString();
        each(song, "artists", artist -> {
            row.accept(Table.SONG_ARTISTS, cells(Table.SONG_ARTISTS, artist, common, songId));
            flat(Table.ARTISTS, (GenericRecord) artist.get("artist"), common, row);
        });
    }

    private static void flat(
            Table table, GenericRecord record, GenericRecord common, BiConsumer<Table, List<String>> row) {
        if (record != null) {
            row.accept(table, cells(table, record, common, null));
        }
    }

    /** What the record does not have stands in the one around it. */
    private static List<String> cells(Table table, GenericRecord record, GenericRecord common, String songId) {
        var cells = new ArrayList<String>(table.columns().size());
        for (Column column : table.columns()) {
            if (record.hasField(column.name())) {
                cells.add(Values.cell(column, record.get(column.name())));
            } else if (songId != null && column.name().equals("song_id")) {
                cells.add(songId);
            } else {
                cells.add(Values.cell(column, common.get(column.name())));
            }
        }
        return cells;
    }
}
