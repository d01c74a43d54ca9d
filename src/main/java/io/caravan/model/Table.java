package io.caravan.model;

import static io.caravan.model.Column.date;
import static io.caravan.model.Column.flag;
import static io.caravan.model.Column.integer;
import static io.caravan.model.Column.longInteger;
import static io.caravan.model.Column.text;
import static io.caravan.model.Column.timestamp;

import io.caravan.model.Column.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Every table of the warehouse. This is the one place that says which columns there are: CSV files, SQL, checks and docs follow it.
 *
 * <p>The order of the columns is that of the CSV files, which pipes outside of Caravan read by position: a new column stands last, with
 * a {@link Column#since()} one higher than {@link #VERSION} and the number of a migration for the warehouses that are there already.
 */
public enum Table {
    ALBUM(
            Kind.CURRENT,
            "album_data",
            "One row an album: its newest form",
            text(1, "album_id", Words.ALBUM_ID).key(),
            text(2, "album_name", Words.NAME),
            date(3, "release_date", "Day of release; the first of the month or year where the precision says so"),
            text(4, "release_date_precision", "year, month or day").toldWith("release_date"),
            integer(5, "total_tracks", "Number of tracks"),
            text(6, "url", Words.URL),
            timestamp(7, "extracted_at", Words.EXTRACTED_AT).required(),
            text(8, "snapshot", Words.SNAPSHOT).required(),
            text(9, "told_by", Words.TOLD_BY).onlyInTable().migration(3)),
    ARTISTS(
            Kind.CURRENT,
            "artist_data",
            "One row an artist: its newest form",
            text(1, "artist_id", Words.ARTIST_ID).key(),
            text(2, "artist_name", Words.NAME),
            text(3, "url", Words.URL),
            timestamp(4, "extracted_at", Words.EXTRACTED_AT).required(),
            text(5, "snapshot", Words.SNAPSHOT).required(),
            text(6, "told_by", Words.TOLD_BY).onlyInTable().migration(3)),
    SONGS(
            Kind.CURRENT,
            "songs_data",
            "One row a song: its newest form, and the earliest time at which any playlist had it",
            text(1, "song_id", Words.SONG_ID).key(),
            text(2, "song_name", Words.NAME),
            longInteger(3, "duration_ms", "Length in milliseconds"),
            text(4, "url", Words.URL),
            integer(5, "popularity", Words.POPULARITY),
            flag(6, "explicit", "Whether the lyrics are"),
            text(7, "isrc", "International Standard Recording Code"),
            timestamp(8, "song_added", "Earliest time at which any playlist had it, UTC")
                    .earliest(),
            text(9, "album_id", Words.ALBUM_ID).in("album"),
            text(10, "artist_id", Words.ARTIST_ID).in("artists"),
            timestamp(11, "extracted_at", Words.EXTRACTED_AT).required(),
            text(12, "snapshot", Words.SNAPSHOT).required(),
            text(13, "told_by", Words.TOLD_BY).onlyInTable().migration(3)),
    SONG_ARTISTS(
            Kind.SET_OF_SONG,
            "song_artists_data",
            "The artists of each song in their order, from 0",
            text(1, "song_id", Words.SONG_ID).key().in("songs"),
            integer(2, "position", Words.POSITION).key(),
            text(3, "artist_id", Words.ARTIST_ID).required().in("artists"),
            timestamp(4, "extracted_at", Words.EXTRACTED_AT).required(),
            text(5, "snapshot", Words.SNAPSHOT).required()),
    PLAYLIST(
            Kind.CURRENT,
            "playlist_data",
            "One row a playlist: its newest form, and of when its current content is",
            text(1, "playlist_id", Words.PLAYLIST_ID).key(),
            text(2, "playlist_name", Words.NAME),
            text(3, "owner_id", "Owner, hashed unless lake.user-ids is keep"),
            text(4, "snapshot_id", "Version of the playlist at Spotify"),
            integer(5, "total_items", "Number of items that Spotify tells"),
            text(6, "url", Words.URL),
            timestamp(
                    7,
                    "items_extracted_at",
                    "Time of the newest snapshot of its current content, tbl_playlist_content; null where it has none"),
            timestamp(8, "extracted_at", Words.EXTRACTED_AT).required(),
            text(9, "snapshot", Words.SNAPSHOT).required(),
            text(10, "told_by", Words.TOLD_BY).onlyInTable().migration(3)),
    PLAYLIST_ITEMS(
            Kind.HISTORY,
            "playlist_items_data",
            "What each playlist held at each time it was read; every snapshot is kept",
            text(1, "playlist_id", Words.PLAYLIST_ID).key().in("playlist"),
            integer(2, "position", Words.POSITION).key(),
            text(3, "song_id", Words.SONG_ID).required().in("songs"),
            timestamp(4, "added_at", "When the item was added, UTC"),
            text(5, "added_by", "Who added it, hashed unless lake.user-ids is keep"),
            integer(6, "popularity", Words.POPULARITY),
            timestamp(7, "extracted_at", Words.EXTRACTED_AT).required(),
            text(8, "snapshot", Words.SNAPSHOT).key()),
    PLAYLIST_CONTENT(
            Kind.CONTENT,
            null,
            "Which positions of the current content of a playlist come from which snapshot; one row where it was read whole",
            text(1, "playlist_id", Words.PLAYLIST_ID).key().migration(3),
            text(2, "snapshot", "Snapshot whose items they are; etl_load tells more of it")
                    .key(),
            longInteger(3, "first_position", "First of these positions, from 0").key(),
            longInteger(4, "last_position", "Last of these positions; null where the snapshot is the whole content"),
            timestamp(5, "extracted_at", "When the read of that snapshot began, UTC")),

    ETL_LOAD(
            Kind.LOAD,
            null,
            "The ledger: one row a snapshot that was loaded, with what it held",
            text(1, "snapshot", Words.SNAPSHOT).key(),
            text(2, "raw_key", "Raw object in the lake"),
            text(3, "raw_sha256", "SHA-256 of its bytes, hexadecimal").required(),
            timestamp(4, "extracted_at", Words.EXTRACTED_AT).required(),
            text(5, "run_id", Words.RUN_ID),
            timestamp(6, "loaded_at", "When it was loaded, UTC").required(),
            flag(7, "consistent", "Whether the playlist stood still while it was read"),
            longInteger(8, "album_rows", Words.ROWS_OF + "album"),
            longInteger(9, "artists_rows", Words.ROWS_OF + "artists"),
            longInteger(10, "songs_rows", Words.ROWS_OF + "songs"),
            longInteger(11, "song_artists_rows", Words.ROWS_OF + "song_artists"),
            longInteger(12, "playlist_rows", Words.ROWS_OF + "playlist"),
            longInteger(13, "playlist_items_rows", Words.ROWS_OF + "playlist_items"),
            longInteger(14, "seen", "Entries in the raw object"),
            longInteger(15, "skipped_null_item", Words.SKIPPED_FOR + "null_item"),
            longInteger(16, "skipped_local_file", Words.SKIPPED_FOR + "local_file"),
            longInteger(17, "skipped_episode", Words.SKIPPED_FOR + "episode"),
            longInteger(18, "skipped_no_id", Words.SKIPPED_FOR + "no_id"),
            longInteger(19, "rejected", "Entries whose values do not fit"),
            integer(20, "transform_version", "Version of the transform that made the rows")
                    .migration(1),
            flag(21, "replay", "Whether it replaces what was loaded of the snapshot")
                    .onlyStaged(),
            flag(22, "tells_playlists", "Whether its manifest tells of playlists and of what was withheld")
                    .onlyStaged()),
    ETL_LOAD_ROWS(
            Kind.LOAD,
            null,
            "How many rows of each table a loaded snapshot held",
            text(1, "snapshot", Words.SNAPSHOT).key().migration(2),
            text(2, "table_name", Words.TABLE_NAME).key(),
            longInteger(3, "row_count", "Rows in its CSV file").required()),
    ETL_LOAD_SKIPPED(
            Kind.LOAD,
            null,
            "How many entries of a loaded snapshot were skipped, by reason",
            text(1, "snapshot", Words.SNAPSHOT).key().migration(2),
            text(2, "reason", "null_item, local_file, episode, no_id or not_track")
                    .key(),
            longInteger(3, "entries", "Entries skipped").required()),
    ETL_LOAD_PLAYLISTS(
            Kind.LOAD,
            null,
            "The playlists that a loaded snapshot held; an object of another program may hold several",
            text(1, "snapshot", Words.SNAPSHOT).key().migration(2),
            text(2, "playlist_id", Words.PLAYLIST_ID).key(),
            text(3, "playlist_name", Words.NAME),
            longInteger(4, "first_position", "Position of its first entry; null where it has none or nobody noted it"),
            longInteger(5, "entries", "Its entries of all kinds; null where nobody noted it"),
            longInteger(6, "total", "Number of items that Spotify tells"),
            longInteger(7, "last_position", "Position of its last entry; null where it has none or nobody noted it")
                    .migration(3),
            flag(
                            8,
                            "whole",
                            "Whether this is all of the playlist and not a part; null where nobody noted it, which counts as yes")
                    .migration(3),
            longInteger(9, "missing", "Places of a whole read that Spotify told of and gave no entry for")
                    .migration(3)),
    ETL_LOAD_WITHHELD(
            Kind.LOAD,
            null,
            "Columns that no row of a loaded snapshot told: Spotify left the fields out, which is not the same as null",
            text(1, "snapshot", Words.SNAPSHOT).key().migration(2),
            text(2, "playlist_id", "Playlist whose rows they are; empty where the column is of no playlist")
                    .key(),
            text(3, "table_name", Words.TABLE_NAME).key(),
            text(4, "column_name", "Column that was withheld").key()),
    ETL_LOAD_REPAIRED(
            Kind.LOAD,
            null,
            "How many values of a loaded snapshot were repaired or became null, since they were none of their kind",
            text(1, "snapshot", Words.SNAPSHOT).key().migration(3),
            text(2, "field", "Field in the answer of Spotify").key(),
            longInteger(3, "value_count", "Values repaired").required()),
    ETL_RUN(
            Kind.RUN,
            null,
            "One row a run: how it ended and what it did",
            text(1, "run_id", Words.RUN_ID).key(),
            timestamp(2, "started_at", "When the run began, UTC"),
            timestamp(3, "ended_at", "When the run ended, UTC"),
            text(4, "outcome", "How it ended"),
            text(5, "counts", "What it did, as JSON"),
            text(6, "message", "What failed"),
            integer(7, "exit_code", "Exit code of that outcome").migration(2),
            longInteger(8, "duration_ms", "From its begin to its end, in milliseconds")
                    .migration(2),
            longInteger(9, "playlists_read", "Playlists of which a new raw object was written")
                    .migration(2),
            longInteger(10, "playlists_unchanged", "Playlists that were as they had been")
                    .migration(2),
            longInteger(11, "playlists_failed", "Playlists that could not be read")
                    .migration(2),
            longInteger(12, "pages", "Answers of Spotify with entries in them").migration(2),
            longInteger(13, "snapshots_transformed", "Raw objects turned into CSV files")
                    .migration(2),
            longInteger(14, "snapshots_loaded", "Snapshots that a load added to the warehouse")
                    .migration(2),
            longInteger(15, "dead_letters", "Objects set aside").migration(2),
            longInteger(16, "seen", "Entries in the transformed raw objects").migration(2),
            longInteger(17, "rejected", "Entries whose values do not fit").migration(2)),
    ETL_OBSERVATION(
            Kind.RUN,
            null,
            "What came of each playlist in each run, so that a day on which it was not read differs from one without a change",
            text(1, "playlist_id", Words.PLAYLIST_ID).key().migration(2),
            timestamp(2, "observed_at", "When that was known, UTC").required(),
            text(3, "outcome", "read, unchanged, failed, or not carried where the run did not come to it")
                    .required(),
            text(4, "run_id", Words.RUN_ID).key()),
    ETL_MIGRATION(
            Kind.CONTROL,
            null,
            "One row a migration that was applied",
            text(1, "migration_name", "File that was applied, without .sql").key(),
            timestamp(2, "applied_at", "When, UTC")),
    ETL_LOCK(
            Kind.CONTROL,
            null,
            "One row that a load holds while it works, so that two loads come one after the other",
            text(1, "lock_name", "What is locked: load").key(),
            text(2, "run_id", "even or odd, in turns; a load changes it, which takes the lock"));

    /** What a table keeps, and of what. */
    public enum Kind {
        /** One row a key, from the newest snapshot that has it. */
        CURRENT,
        /** Several rows a song, from the snapshot that the song's own row comes from: the set is replaced whole. */
        SET_OF_SONG,
        /** The rows of every snapshot. */
        HISTORY,
        /** Which snapshots together are the current content, as the load decides. */
        CONTENT,
        /** What manifests tell of the snapshots that were loaded. */
        LOAD,
        /** What runs tell of themselves. */
        RUN,
        /** What loads need to come one after the other, over tables of one form. */
        CONTROL;

        private boolean isOfSnapshots() {
            return switch (this) {
                case CURRENT, SET_OF_SONG, HISTORY -> true;
                case CONTENT, LOAD, RUN, CONTROL -> false;
            };
        }
    }

    /** The version of the columns that CSV files have, that of the newest; manifests name it, and one without a version is of version 1. */
    public static final int VERSION = Arrays.stream(values())
            .flatMap(table -> table.columns.stream())
            .mapToInt(Column::since)
            .max()
            .orElseThrow();

    /** A power of 2, more than there are columns in any table. */
    private static final int SLOTS = 128;

    private static final List<Table> OF_SNAPSHOTS =
            Arrays.stream(values()).filter(table -> table.kind.isOfSnapshots()).toList();

    private final Kind kind;
    private final String folder;
    private final String sentence;
    private final List<Column> columns;
    private final List<Column> kept;
    private final List<Column> key;
    /** The columns' names by their hashes, and where the columns stand: the transform asks for each value of each row. */
    private final String[] names = new String[SLOTS];

    private final int[] indexes = new int[SLOTS];

    Table(Kind kind, String folder, String sentence, Column... columns) {
        this.kind = kind;
        this.folder = folder;
        this.sentence = sentence;
        this.columns = Arrays.stream(columns)
                .filter(column -> column.place() != Place.TABLE)
                .toList();
        this.kept = Arrays.stream(columns)
                .filter(column -> column.place() != Place.STAGE)
                .toList();
        this.key = this.columns.stream().filter(Column::isKey).toList();
        for (int index = 0; index < this.columns.size(); index++) {
            String name = this.columns.get(index).name();
            int slot = name.hashCode() & (SLOTS - 1);
            while (names[slot] != null) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            names[slot] = name;
            indexes[slot] = index;
        }
    }

    /** Returns the tables that a snapshot fills, songs before what is theirs. */
    public static List<Table> ofSnapshots() {
        return OF_SNAPSHOTS;
    }

    /** Returns the tables of one kind. */
    public static List<Table> of(Kind kind) {
        return Arrays.stream(values()).filter(table -> table.kind == kind).toList();
    }

    /** Returns the table of a label. */
    public static Table of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** Returns whether warehouses of the first version lack the table, key and all, until the next load makes it. */
    public boolean isLater() {
        return columns.get(0).migration() > 0;
    }

    /** Returns what the table keeps, and of what. */
    public Kind kind() {
        return kind;
    }

    /** Returns the name that manifests, stage tables and SQL files use: {@code playlist_items}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name in the warehouse: {@code tbl_playlist_items}. */
    public String sqlName() {
        return kind.isOfSnapshots() || kind == Kind.CONTENT ? "tbl_" + label() : label();
    }

    /** Returns the folder of the table's CSV files under {@code transformed_data/}: {@code playlist_items_data}; null for the ledger. */
    public String folder() {
        return folder;
    }

    /** Returns what a row is, without a full stop. */
    public String sentence() {
        return sentence;
    }

    /** Returns the columns of the CSV file and of the stage table, in their order. */
    public List<Column> columns() {
        return columns;
    }

    /** Returns the columns of the table in the warehouse, in their order. */
    public List<Column> kept() {
        return kept;
    }

    /** Returns the names of the columns, in their order. */
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** Returns the columns that make a row unique, in their order. */
    public List<Column> key() {
        return key;
    }

    /**
     * Returns a column's place, from 0.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    @SuppressWarnings("ReferenceEquality") // names are literals: most are found without a look at their letters
    public int indexOf(String column) {
        int first = column.hashCode() & (SLOTS - 1);
        return names[first] == column ? indexes[first] : search(column, first);
    }

    private int search(String column, int first) {
        for (int slot = first; names[slot] != null; slot = (slot + 1) & (SLOTS - 1)) {
            if (names[slot].equals(column)) {
                return indexes[slot];
            }
        }
        throw new IllegalArgumentException(sqlName() + " has no column " + column);
    }

    /** Sentences that several columns share. */
    private static final class Words {
        static final String ALBUM_ID = "Id of the album at Spotify";
        static final String ARTIST_ID = "Id of the artist at Spotify";
        static final String PLAYLIST_ID = "Id of the playlist at Spotify";
        static final String SONG_ID = "Id of the track at Spotify";
        static final String NAME = "Name, as Spotify gives it";
        static final String URL = "Page at Spotify";
        static final String POPULARITY = "0 to 100, null where Spotify gives none";
        static final String POSITION = "Place, from 0";
        static final String EXTRACTED_AT = "When the read began that the row comes from, UTC";
        static final String SNAPSHOT = "Snapshot that the row comes from; etl_load tells more of it";
        static final String TOLD_BY =
                "Null where all columns come from that snapshot; else its name and, for each column that a snapshot can leave out,"
                        + " nothing, a hyphen where no snapshot told it, or time and name of the one that did";
        static final String RUN_ID = "Run that did it";
        static final String ROWS_OF = "Rows in the snapshot of tbl_";
        static final String SKIPPED_FOR = "Entries skipped: ";
        static final String TABLE_NAME =
                "Label of the table: album, artists, songs, song_artists, playlist or playlist_items";
    }
}
