package io.caravan.stream;

import io.caravan.failure.RejectedException;
import io.caravan.lake.Lake;
import io.caravan.model.Column;
import io.caravan.model.Table;
import io.caravan.snapshot.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.commons.csv.CSVRecord;

/**
 * The records of a snapshot but for the last: an entry each, in the order of its file, then what no entry reaches. The rows of songs, albums and
 * artists are held meanwhile, those of entries are not.
 */
final class SnapshotRecords {
    /** A broker takes records of a megabyte, and a row of a song is of a kilobyte at most, but for names of other programs. */
    private static final int ROWS_A_REST = 200;

    private static final Schema ENTRY = RecordType.ENTRY.schema();
    private static final Schema REST = RecordType.REST.schema();
    private static final Schema PLAYLIST = element(REST, "playlists");
    private static final Schema ALBUM = element(REST, "albums");
    private static final Schema ARTIST = element(REST, "artists");
    private static final Schema SONG = element(REST, "songs");
    private static final Schema SONG_ARTIST = element(SONG, "artists");

    private final SnapshotFiles files;
    private final Manifest manifest;
    private final String publication;
    private final Map<String, GenericRecord> albums = new LinkedHashMap<>();
    private final Map<String, GenericRecord> artists = new LinkedHashMap<>();
    private final Map<String, GenericRecord> songs = new LinkedHashMap<>();
    private final List<GenericRecord> playlists = new ArrayList<>();
    private final Set<String> reachedSongs = new HashSet<>();
    private final Set<String> reachedAlbums = new HashSet<>();
    private final Set<String> reachedArtists = new HashSet<>();

    SnapshotRecords(Lake lake, Manifest manifest, String publication) {
        this.files = new SnapshotFiles(lake, manifest);
        this.manifest = manifest;
        this.publication = publication;
    }

    private static Schema element(Schema record, String array) {
        return record.getField(array).schema().getElementType();
    }

    /**
     * Reads the snapshot.
     *
     * @throws RejectedException when its files are not what the manifest promises
     */
    void read(BiConsumer<RecordType, GenericRecord> record) {
        readKeyed(Table.ALBUM, ALBUM, albums);
        readKeyed(Table.ARTISTS, ARTIST, artists);
        readKeyed(Table.SONGS, SONG, songs);
        songs.values().forEach(this::nest);
        readSongArtists();
        var playlist = new RowRecord(Table.PLAYLIST, PLAYLIST);
        files.read(Table.PLAYLIST, row -> playlists.add(playlist.of(row)));

        var entry = new RowRecord(Table.PLAYLIST_ITEMS, ENTRY);
        files.read(Table.PLAYLIST_ITEMS, row -> {
            GenericRecord next = entry.of(row);
            next.put("publication", publication);
            String songId = (String) next.get("song_id");
            next.put("song", songs.get(songId));
            reachedSongs.add(songId);
            record.accept(RecordType.ENTRY, next);
        });
        for (GenericRecord rest : rest()) {
            record.accept(RecordType.REST, rest);
        }
    }

    private void readKeyed(Table table, Schema schema, Map<String, GenericRecord> into) {
        var record = new RowRecord(table, schema);
        String key = table.key().get(0).name();
        files.read(table, row -> {
            GenericRecord next = record.of(row);
            if (into.put((String) next.get(key), next) != null) {
                throw new RejectedException("The snapshot " + manifest.snapshot() + " has two rows of the "
                        + table.label() + " " + next.get(key) + "; replay it, which writes its files anew");
            }
        });
    }

    private void nest(GenericRecord song) {
        song.put("album", albums.get((String) song.get("album_id")));
        song.put("artists", new ArrayList<GenericRecord>());
    }

    @SuppressWarnings("unchecked")
    private void readSongArtists() {
        var record = new RowRecord(Table.SONG_ARTISTS, SONG_ARTIST);
        int songId = Table.SONG_ARTISTS.indexOf("song_id");
        files.read(Table.SONG_ARTISTS, row -> {
            GenericRecord song = songs.get(row.get(songId));
            if (song == null) {
                throw new RejectedException("The snapshot " + manifest.snapshot() + " has an artist of the song "
                        + row.get(songId) + ", of which it has no row; replay it, which writes its files anew");
            }
            GenericRecord next = record.of(row);
            next.put("artist", artists.get((String) next.get("artist_id")));
            ((List<GenericRecord>) song.get("artists")).add(next);
        });
    }

    private List<GenericRecord> rest() {
        List<GenericRecord> restOfSongs = unreached(songs, reachedSongs);
        songs.values().forEach(this::reach);
        var rests = new ArrayList<GenericRecord>();
        add(rests, "playlists", playlists);
        add(rests, "songs", restOfSongs);
        add(rests, "albums", unreached(albums, reachedAlbums));
        add(rests, "artists", unreached(artists, reachedArtists));
        return rests;
    }

    /** A song that no entry has is a rest itself, and brings its own. */
    private void reach(GenericRecord song) {
        reachedAlbums.add((String) song.get("album_id"));
        for (Object artist : (List<?>) song.get("artists")) {
            reachedArtists.add((String) ((GenericRecord) artist).get("artist_id"));
        }
    }

    private static List<GenericRecord> unreached(Map<String, GenericRecord> rows, Set<String> reached) {
        return rows.entrySet().stream()
                .filter(row -> !reached.contains(row.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void add(List<GenericRecord> rests, String field, List<GenericRecord> rows) {
        for (int from = 0; from < rows.size(); from += ROWS_A_REST) {
            var rest = new GenericData.Record(REST);
            rest.put("publication", publication);
            rest.put("snapshot", manifest.snapshot());
            rest.put("extracted_at", Instant.parse(manifest.extractedAt()).toEpochMilli());
            Stream.of("playlists", "albums", "artists", "songs").forEach(empty -> rest.put(empty, List.of()));
            rest.put(field, rows.subList(from, Math.min(rows.size(), from + ROWS_A_REST)));
            rests.add(rest);
        }
    }

    /** Makes records of the rows of a table. */
    private final class RowRecord {
        private final Schema schema;
        private final List<Column> columns;
        /** The place of each column in the record; -1 where it has none. */
        private final int[] places;

        RowRecord(Table table, Schema schema) {
            this.schema = schema;
            this.columns = files.columns(table);
            this.places = columns.stream()
                    .map(column -> schema.getField(column.name()))
                    .mapToInt(field -> field == null ? -1 : field.pos())
                    .toArray();
        }

        GenericRecord of(CSVRecord row) {
            var record = new GenericData.Record(schema);
            for (int i = 0; i < places.length; i++) {
                if (places[i] >= 0) {
                    record.put(places[i], FieldValues.field(columns.get(i), row.get(i)));
                }
            }
            return record;
        }
    }
}
