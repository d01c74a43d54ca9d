package io.caravan.stream;

import io.caravan.model.Column;
import io.caravan.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The three types of records that a snapshot is published as, with their Avro schemas, whose columns come from the table model.
 *
 * <p>A publication is one Kafka transaction in one partition: an {@link #ENTRY} an entry of a playlist, with the rows of its song nested;
 * {@link #REST}s with the rows that no entry reaches; an {@link #END}.
 */
public enum RecordType {
    /** A row of {@code playlist_items}, with its song, the song's album and the song's artists. */
    ENTRY("Entry", "An entry of a playlist, with the rows of its song as the same read told them", Schemas.entry()),
    /** Rows of a snapshot that no entry reaches: its playlists, artists of albums alone. */
    REST("Rest", "Rows of a snapshot that no entry of it reaches", Schemas.rest()),
    /** What the manifest says of a snapshot; the last record of its publication. */
    END("End", "Ends a publication, and tells what has to have come before", Schemas.end());

    /** How the full names of all records begin. */
    public static final String NAMESPACE = "io.caravan.spotify";

    private final Schema schema;

    RecordType(String name, String doc, List<Schema.Field> fields) {
        schema = Schema.createRecord(name, doc, NAMESPACE, false, fields);
    }

    /** Returns the schema by which records of this type are written. */
    public Schema schema() {
        return schema;
    }

    /** Returns the name of the subject at a registry, which is the full name of the record. */
    public String subject() {
        return schema.getFullName();
    }

    /** The schemas and their parts. What every row of a snapshot has alike, its time and its name, stands once a record. */
    private static final class Schemas {
        private static final Set<String> COMMON = Set.of("extracted_at", "snapshot");
        private static final Schema STRING = Schema.create(Schema.Type.STRING);
        private static final Schema TIMESTAMP =
                LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
        private static final Schema DATE = LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));

        private static final Schema ARTIST = record("Artist", Table.ARTISTS.sentence(), columns(Table.ARTISTS));
        private static final Schema ALBUM = record("Album", Table.ALBUM.sentence(), columns(Table.ALBUM));
        private static final Schema PLAYLIST = record("Playlist", Table.PLAYLIST.sentence(), columns(Table.PLAYLIST));
        private static final Schema SONG_ARTIST = record(
                "SongArtist",
                "An artist of a song, by its place",
                with(columns(Table.SONG_ARTISTS, Set.of("song_id")), optional("artist", ARTIST, "Row of the artist")));
        private static final Schema SONG = record(
                "Song",
                Table.SONGS.sentence(),
                with(
                        columns(Table.SONGS),
                        optional("album", ALBUM, "Row of the album"),
                        array("artists", SONG_ARTIST, "Its artists")));

        static List<Schema.Field> entry() {
            return with(
                    publication(),
                    with(columns(Table.PLAYLIST_ITEMS, Set.of()), optional("song", SONG, "Row of the song")));
        }

        static List<Schema.Field> rest() {
            return with(
                    publication(),
                    List.of(
                            required("snapshot", STRING, "Snapshot of which they are"),
                            required("extracted_at", TIMESTAMP, "When the read of it began, UTC"),
                            array("playlists", PLAYLIST, "Rows of playlists"),
                            array("albums", ALBUM, "Rows of albums"),
                            array("artists", ARTIST, "Rows of artists"),
                            array("songs", SONG, "Rows of songs")));
        }

        static List<Schema.Field> end() {
            Schema playlist = record(
                    "PlaylistRead",
                    "A playlist as far as the snapshot holds it",
                    List.of(
                            required("playlist_id", STRING, "Its id"),
                            optional("playlist_name", STRING, "As Spotify gives it"),
                            optional("first_position", Schema.create(Schema.Type.LONG), "Position of its first entry"),
                            required("entries", Schema.create(Schema.Type.LONG), "Its entries of all kinds"),
                            optional("total", Schema.create(Schema.Type.INT), "Number of items that Spotify tells"),
                            optional("last_position", Schema.create(Schema.Type.LONG), "Position of its last entry"),
                            optional(
                                    "whole", Schema.create(Schema.Type.BOOLEAN), "Whether this is all of the playlist"),
                            optional(
                                    "missing",
                                    Schema.create(Schema.Type.LONG),
                                    "Places for which Spotify gave no entry")));
            Schema withheld = record(
                    "WithheldColumn",
                    "A column that no row tells, which is not the same as null",
                    List.of(
                            required("playlist_id", STRING, "Playlist whose rows they are; empty where it is of none"),
                            required("table_name", STRING, "Label of the table"),
                            required("column_name", STRING, "Name of the column")));
            return with(
                    publication(),
                    List.of(
                            required("snapshot", STRING, "Snapshot that ends here"),
                            required("extracted_at", STRING, "When the read of it began, ISO 8601 in UTC"),
                            required("raw_key", STRING, "Raw object in the lake"),
                            required("raw_sha256", STRING, "SHA-256 of its bytes, hexadecimal"),
                            optional("run_id", STRING, "Run that extracted it"),
                            required(
                                    "consistent",
                                    Schema.create(Schema.Type.BOOLEAN),
                                    "Whether the playlist stood still"),
                            required("seen", Schema.create(Schema.Type.LONG), "Entries in the raw object"),
                            counts("skipped", "Entries that are no track, by reason"),
                            required("rejected", Schema.create(Schema.Type.LONG), "Entries whose values do not fit"),
                            optional("transform_version", Schema.create(Schema.Type.INT), "Version of the transform"),
                            required(
                                    "replay",
                                    Schema.create(Schema.Type.BOOLEAN),
                                    "Whether it replaces what was loaded"),
                            optional("model", Schema.create(Schema.Type.INT), "Version of the table model"),
                            counts("table_rows", "Rows by label of the table"),
                            array("playlist_reads", playlist, "The playlists in it"),
                            array("withheld", withheld, "Columns that no row tells"),
                            counts("repaired", "Values repaired, by field"),
                            required(
                                    "records",
                                    Schema.create(Schema.Type.LONG),
                                    "Records of the publication before this one"),
                            required(
                                    "digest",
                                    STRING,
                                    "Of them: SHA-256, hexadecimal, of the digest before, which is empty first, and a record's value,"
                                            + " record by record")));
        }

        private static List<Schema.Field> publication() {
            return List.of(required("publication", STRING, "Told apart by it: a snapshot can be published again"));
        }

        private static List<Schema.Field> columns(Table table) {
            return columns(table, COMMON);
        }

        private static List<Schema.Field> columns(Table table, Set<String> without) {
            return table.columns().stream()
                    .filter(column ->
                            !without.contains(column.name()) && (without.isEmpty() || !COMMON.contains(column.name())))
                    .map(Schemas::field)
                    .toList();
        }

        private static Schema.Field field(Column column) {
            Schema type =
                    switch (column.type()) {
                        case TEXT -> STRING;
                        case INT -> Schema.create(Schema.Type.INT);
                        case LONG -> Schema.create(Schema.Type.LONG);
                        case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
                        case DATE -> DATE;
                        case TIMESTAMP -> TIMESTAMP;
                    };
            return column.isRequired()
                    ? required(column.name(), type, column.sentence())
                    : optional(column.name(), type, column.sentence());
        }

        private static Schema record(String name, String doc, List<Schema.Field> fields) {
            return Schema.createRecord(name, doc, NAMESPACE, false, fields);
        }

        private static Schema.Field required(String name, Schema type, String doc) {
            return new Schema.Field(name, type, doc);
        }

        private static Schema.Field optional(String name, Schema type, String doc) {
            return new Schema.Field(
                    name, Schema.createUnion(Schema.create(Schema.Type.NULL), type), doc, JsonProperties.NULL_VALUE);
        }

        private static Schema.Field array(String name, Schema of, String doc) {
            return new Schema.Field(name, Schema.createArray(of), doc, List.of());
        }

        private static Schema.Field counts(String name, String doc) {
            return new Schema.Field(name, Schema.createMap(Schema.create(Schema.Type.LONG)), doc, Map.of());
        }

        private static List<Schema.Field> with(List<Schema.Field> fields, Schema.Field... more) {
            return with(fields, List.of(more));
        }

        private static List<Schema.Field> with(List<Schema.Field> fields, List<Schema.Field> more) {
            var all = new ArrayList<>(fields);
            all.addAll(more);
            return all;
        }
    }
}
