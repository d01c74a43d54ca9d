package io.caravan.model;

import io.caravan.model.Column.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Every table of the warehouse. This is the one place that says which tables there are, and the lists that it names beside it say which
 * columns: CSV files, SQL, checks and docs follow them.
 *
 * <p>The order of the columns is that of the CSV files, which pipes outside of Caravan read by position: a new column stands last, with
 * a {@link Column#since()} one higher than {@link #VERSION} and the number of a migration for the warehouses that are there already.
 */
public enum Table {
    ALBUM(Kind.CURRENT, "album_data", "One row an album: its newest form", CatalogueColumns.album()),
    ARTISTS(Kind.CURRENT, "artist_data", "One row an artist: its newest form", CatalogueColumns.artists()),
    SONGS(
            Kind.CURRENT,
            "songs_data",
            "One row a song: its newest form, and the earliest time at which any playlist had it",
            CatalogueColumns.songs()),
    SONG_ARTISTS(
            Kind.SET_OF_SONG,
            "song_artists_data",
            "The artists of each song in their order, from 0",
            CatalogueColumns.songArtists()),
    PLAYLIST(
            Kind.CURRENT,
            "playlist_data",
            "One row a playlist: its newest form, and of when its current content is",
            PlaylistColumns.playlist()),
    PLAYLIST_ITEMS(
            Kind.HISTORY,
            "playlist_items_data",
            "What each playlist held at each time it was read; every snapshot is kept",
            PlaylistColumns.items()),
    PLAYLIST_CONTENT(
            Kind.CONTENT,
            null,
            "Which positions of the current content of a playlist come from which snapshot; one row where it was read whole",
            PlaylistColumns.content()),
    ETL_LOAD(
            Kind.LOAD, null, "The ledger: one row a snapshot that was loaded, with what it held", LedgerColumns.load()),
    ETL_LOAD_ROWS(Kind.LOAD, null, "How many rows of each table a loaded snapshot held", LedgerColumns.rows()),
    ETL_LOAD_SKIPPED(
            Kind.LOAD, null, "How many entries of a loaded snapshot were skipped, by reason", LedgerColumns.skipped()),
    ETL_LOAD_PLAYLISTS(
            Kind.LOAD,
            null,
            "The playlists that a loaded snapshot held; an object of another program may hold several",
            LedgerColumns.playlists()),
    ETL_LOAD_WITHHELD(
            Kind.LOAD,
            null,
            "Columns that no row of a loaded snapshot told: Spotify left the fields out, which is not the same as null",
            LedgerColumns.withheld()),
    ETL_LOAD_REPAIRED(
            Kind.LOAD,
            null,
            "How many values of a loaded snapshot were repaired or became null, since they were none of their kind",
            LedgerColumns.repaired()),
    ETL_RUN(Kind.RUN, null, "One row a run: how it ended and what it did", RunColumns.run()),
    ETL_OBSERVATION(
            Kind.RUN,
            null,
            "What came of each playlist in each run, so that a day on which it was not read differs from one without a change",
            RunColumns.observation()),
    ETL_MIGRATION(Kind.CONTROL, null, "One row a migration that was applied", ControlColumns.migration()),
    ETL_LOCK(
            Kind.CONTROL,
            null,
            "One row that a load holds while it works, so that two loads come one after the other",
            ControlColumns.lock());

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

    private static final List<Table> OF_SNAPSHOTS =
            Arrays.stream(values()).filter(table -> table.kind.isOfSnapshots()).toList();

    private final Kind kind;
    private final String folder;
    private final String sentence;
    private final List<Column> columns;
    private final List<Column> kept;
    private final List<Column> key;
    private final ColumnPlaces places;

    Table(Kind kind, String folder, String sentence, List<Column> columns) {
        this.kind = kind;
        this.folder = folder;
        this.sentence = sentence;
        this.columns =
                columns.stream().filter(column -> column.place() != Place.TABLE).toList();
        this.kept =
                columns.stream().filter(column -> column.place() != Place.STAGE).toList();
        this.key = this.columns.stream().filter(Column::isKey).toList();
        this.places = new ColumnPlaces(this.columns);
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
    public int indexOf(String column) {
        int index = places.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException(sqlName() + " has no column " + column);
        }
        return index;
    }
}
