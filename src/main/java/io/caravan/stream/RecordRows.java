package io.caravan.stream;

import io.caravan.model.Column;
import io.caravan.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** The rows that records hold, of all tables: what was nested becomes flat again. One thread at a time uses it. */
final class RecordRows {
    /** Who gets the rows. */
    @FunctionalInterface
    interface Rows {
        /** Returns whether the row of a key is wanted; of a song, what comes with it too. Asked before it is made. */
        default boolean isWanted(Table table, String key) {
            return true;
        }

        /**
         * Takes a row.
         *
         * @param cells the values of the table's columns as cells of a CSV file; null for no value
         */
        void add(Table table, List<String> cells);
    }

    /** The place of each column in records of a schema, each of which is of one table; -1 where it has none. */
    private final IdentityHashMap<Schema, int[]> places = new IdentityHashMap<>();

    /** Rows of a record, until all of it is read. */
    private static final class Made implements Rows {
        private final Rows asked;
        private final List<Table> tables = new ArrayList<>();
        private final List<List<String>> rows = new ArrayList<>();

        Made(Rows asked) {
            this.asked = asked;
        }

        @Override
        public boolean isWanted(Table table, String key) {
            return asked.isWanted(table, key);
        }

        @Override
        public void add(Table table, List<String> cells) {
            tables.add(table);
            rows.add(cells);
        }

        void tell() {
            for (int i = 0; i < rows.size(); i++) {
                asked.add(tables.get(i), rows.get(i));
            }
        }
    }

    /**
     * Tells each row.
     *
     * @throws UnreadableRecordException when a value is none that warehouses take; then it has told none of them
     */
    void of(StreamRecord record, Rows told) {
        GenericRecord fields = record.fields();
        var rows = new Made(told);
        switch (record.type()) {
            case ENTRY -> {
                var around = new Around(fields);
                rows.add(Table.PLAYLIST_ITEMS, cells(Table.PLAYLIST_ITEMS, fields, around));
                song((GenericRecord) fields.get("song"), around, rows);
            }
            case REST -> {
                var around = new Around(fields);
                each(fields, "playlists", playlist -> flat(Table.PLAYLIST, playlist, around, rows));
                each(fields, "albums", album -> flat(Table.ALBUM, album, around, rows));
                each(fields, "artists", artist -> flat(Table.ARTISTS, artist, around, rows));
                each(fields, "songs", song -> song(song, around, rows));
            }
            case END -> {
                // Its rows are the ledger's.
            }
        }
        rows.tell();
    }

    /** The cells that stand in the record around a row and not in the row's own. */
    private static final class Around {
        private final GenericRecord record;
        private final Map<String, String> cells = new HashMap<>();

        Around(GenericRecord record) {
            this.record = record;
        }

        String cell(Column column) {
            return cells.computeIfAbsent(column.name(), name -> FieldValues.cell(column, record.get(name)));
        }
    }

    private static void each(GenericRecord record, String array, Consumer<GenericRecord> element) {
        ((List<?>) record.get(array)).forEach(each -> element.accept((GenericRecord) each));
    }

    private void song(GenericRecord song, Around around, Rows rows) {
        if (song == null || !flat(Table.SONGS, song, around, rows)) {
            return;
        }
        flat(Table.ALBUM, (GenericRecord) song.get("album"), around, rows);
        around.cells.put("song_id", song.get("song_id").toString());
        each(song, "artists", artist -> {
            rows.add(Table.SONG_ARTISTS, cells(Table.SONG_ARTISTS, artist, around));
            flat(Table.ARTISTS, (GenericRecord) artist.get("artist"), around, rows);
        });
    }

    /** Returns whether it was wanted. */
    private boolean flat(Table table, GenericRecord record, Around around, Rows rows) {
        if (record == null
                || !rows.isWanted(
                        table, String.valueOf(record.get(table.key().get(0).name())))) {
            return false;
        }
        rows.add(table, cells(table, record, around));
        return true;
    }

    private List<String> cells(Table table, GenericRecord record, Around around) {
        List<Column> columns = table.columns();
        int[] at = places.computeIfAbsent(record.getSchema(), schema -> places(columns, schema));
        var cells = new String[at.length];
        for (int i = 0; i < at.length; i++) {
            Column column = columns.get(i);
            cells[i] = at[i] < 0 ? around.cell(column) : FieldValues.cell(column, record.get(at[i]));
        }
        return Arrays.asList(cells);
    }

    private static int[] places(List<Column> columns, Schema schema) {
        return columns.stream()
                .map(column -> schema.getField(column.name()))
                .mapToInt(field -> field == null ? -1 : field.pos())
                .toArray();
    }
}
