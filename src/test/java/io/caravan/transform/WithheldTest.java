package io.caravan.transform;

import static io.caravan.transform.Transforming.HEADER;
import static io.caravan.transform.Transforming.entry;
import static io.caravan.transform.Transforming.page;
import static io.caravan.transform.Transforming.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.model.Table;
import org.junit.jupiter.api.Test;

/** What a snapshot tells of its playlists and of what Spotify left out. */
class WithheldTest {
    private static final String ONE = "4uLU6hMCjMI75M1A2tKUQC";
    private static final String OTHER = "37i9dQZEVXbMDoHDwVN2tF";

    private static Withheld of(String playlistId, Table table, String column) {
        return new Withheld(playlistId, table, column);
    }

    @Test
    void nothingIsWithheldWhereEachColumnIsToldOnce() {
        Snapshot snapshot = read("""
                {"id":"%s","name":null,"owner":null,"snapshot_id":null,"external_urls":{},"items":{"total":null,"items":[%s,%s]}}""".formatted(
                        ONE,
                        "{\"track\":{\"id\":\"bare\"}}",
                        entry("t1").replace("{\"added_at\"", "{\"added_by\":null,\"added_at\"")));
        assertThat(snapshot.withheld()).isEmpty();
    }

    @Test
    void whatNoRowTellsIsWithheldAndWhatOneRowTellsToBeNullIsNot() {
        Snapshot snapshot = read(HEADER + """
                {"id":"%s","name":"Mine","owner":{"id":"anna"},"snapshot_id":"s1","external_urls":{"spotify":"u"}}
                {"offset":0,"total":2,"items":[{"added_at":null,"added_by":{"id":"anna"},"item":{"id":"t1","name":"One","duration_ms":1,
                "explicit":true,"external_urls":{"spotify":"u"},"artists":[{"id":"a1","name":"A"}],"album":{"id":"b1","name":"B"}}},
                {"added_by":{"id":"anna"},"item":{"id":"t2"}}]}
                """.formatted(ONE));
        assertThat(snapshot.withheld())
                .containsExactly(
                        of("", Table.ALBUM, "release_date"),
                        of("", Table.ALBUM, "release_date_precision"),
                        of("", Table.ALBUM, "total_tracks"),
                        of("", Table.ALBUM, "url"),
                        of("", Table.ARTISTS, "url"),
                        of("", Table.SONGS, "isrc"),
                        of("", Table.SONGS, "popularity"),
                        of(ONE, Table.PLAYLIST_ITEMS, "popularity"));
        assertThat(snapshot.playlists()).containsExactly(new PlaylistRead(ONE, "Mine", 0L, 1L, 2, false, 2));
    }

    @Test
    void whenNoEntryTellsATimeSongsAndItemsWithholdIt() {
        Snapshot snapshot = read(page("{\"track\":{\"id\":\"t1\"}}"));
        assertThat(snapshot.withheld())
                .contains(of("", Table.SONGS, "song_added"), of("unknown:some-name", Table.PLAYLIST_ITEMS, "added_at"))
                .doesNotContain(of("", Table.SONGS, "song_id"), of("", Table.SONGS, "snapshot"));
    }

    @Test
    void aTableWithoutRowsWithholdsNothing() {
        Snapshot snapshot = read("{\"id\":\"%s\",\"name\":\"Mine\",\"items\":{\"items\":[]}}".formatted(ONE));
        assertThat(snapshot.withheld())
                .containsExactly(
                        of(ONE, Table.PLAYLIST, "owner_id"),
                        of(ONE, Table.PLAYLIST, "snapshot_id"),
                        of(ONE, Table.PLAYLIST, "total_items"),
                        of(ONE, Table.PLAYLIST, "url"));
        assertThat(snapshot.playlists()).containsExactly(new PlaylistRead(ONE, "Mine", null, null, 0, false, null));
    }

    @Test
    void skippedAndRejectedEntriesTellNothingOfTheRows() {
        Snapshot snapshot = read(page(
                "{\"added_at\":\"2024-05-15T00:00:00Z\",\"track\":null}",
                "{\"track\":{\"id\":7,\"popularity\":7}}",
                "{\"track\":{\"id\":\"t1\"}}"));
        String id = "unknown:some-name";
        assertThat(snapshot.withheld())
                .contains(
                        of("", Table.SONGS, "popularity"),
                        of(id, Table.PLAYLIST_ITEMS, "added_at"),
                        of(id, Table.PLAYLIST_ITEMS, "popularity"));
        assertThat(snapshot.playlists()).containsExactly(new PlaylistRead(id, null, 0L, 2L, 3, false, null));
    }

    @Test
    void eachOfSeveralPlaylistsIsToldForItself() {
        Snapshot snapshot = read("""
                [{"id":"%s","name":"a \\"b\\" é😀","owner":{"id":"anna"},"snapshot_id":"s","external_urls":{"spotify":"u"},
                "tracks":{"offset":100,"total":104,"items":[null,%s,%s]}},
                {"id":"%s","tracks":{"total":0,"items":[]}}]""".formatted(ONE, entry("t1"), entry("t2"), OTHER));
        assertThat(snapshot.withheld())
                .containsExactly(
                        of(OTHER, Table.PLAYLIST, "owner_id"),
                        of(OTHER, Table.PLAYLIST, "playlist_name"),
                        of(OTHER, Table.PLAYLIST, "snapshot_id"),
                        of(OTHER, Table.PLAYLIST, "url"),
                        of(ONE, Table.PLAYLIST_ITEMS, "added_by"));
        assertThat(snapshot.playlists())
                .containsExactly(
                        new PlaylistRead(ONE, "a \"b\" é😀", 100L, 102L, 3, false, 104),
                        new PlaylistRead(OTHER, null, null, null, 0, false, 0));
    }

    @Test
    void theFirstPositionIsTheLowestOfAllPages() {
        Snapshot snapshot = read("""
                [{"href":"https://api.spotify.com/v1/playlists/%1$s/tracks","offset":50,"total":60,"items":[%2$s]},
                {"href":"https://api.spotify.com/v1/playlists/%1$s/tracks","offset":7,"total":60,"items":[%2$s,%2$s]},
                {"href":"https://api.spotify.com/v1/playlists/%1$s/tracks","offset":0,"total":60,"items":[]}]""".formatted(ONE, entry("t1")));
        assertThat(snapshot.playlists()).containsExactly(new PlaylistRead(ONE, null, 7L, 50L, 3, false, 60));
    }

    @Test
    void aFactThatWasToldFirstStays() {
        Snapshot snapshot = read("""
                {"id":"%1$s","name":"Mine","tracks":{"total":5,"items":[%2$s]}}
                {"id":"%1$s","name":null,"tracks":{"offset":1,"total":null,"items":[%2$s]}}
                {"id":"%1$s","name":"Yours","tracks":{"offset":2,"total":9,"items":[%2$s]}}
                """.formatted(ONE, entry("t1").replace("\n", "")));
        assertThat(snapshot.playlists()).containsExactly(new PlaylistRead(ONE, "Mine", 0L, 2L, 3, false, 5));
    }

    @Test
    void aFactThatALaterObjectTellsIsNotWithheld() {
        Snapshot snapshot = read("""
                {"id":"%1$s","name":null,"tracks":{"items":[%2$s]}}
                {"id":"%1$s","name":"Mine","owner":null,"tracks":{"offset":1,"total":2,"items":[%2$s]}}
                """.formatted(ONE, entry("t1").replace("\n", "")));
        assertThat(snapshot.withheld())
                .contains(of(ONE, Table.PLAYLIST, "snapshot_id"), of(ONE, Table.PLAYLIST, "url"))
                .doesNotContain(
                        of(ONE, Table.PLAYLIST, "playlist_name"),
                        of(ONE, Table.PLAYLIST, "owner_id"),
                        of(ONE, Table.PLAYLIST, "total_items"));
        assertThat(snapshot.playlists()).containsExactly(new PlaylistRead(ONE, "Mine", 0L, 1L, 2, false, 2));
    }
}
