package io.caravan.transform;

import static io.caravan.transform.Transforming.HEADER;
import static io.caravan.transform.Transforming.column;
import static io.caravan.transform.Transforming.entry;
import static io.caravan.transform.Transforming.page;
import static io.caravan.transform.Transforming.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.model.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around and beside the entries of a playlist: read for what it is, or refused, never half read. */
class WrappingsTest {
    private static final String ONE = "37i9dQZEVXbMDoHDwVN2tF";
    private static final String OTHER = "0123456789abcdefghijkl";
    private static final String TWO_ENTRIES = "[" + entry("t1") + "," + entry("t2") + "]";

    /** Puts names and entries into a text: ONE, OTHER, E (a list of two entries), P (a page of these), N (an entry that names OTHER). */
    private static String filled(String json) {
        return json.replace("ONE", "\"" + ONE + "\"")
                .replace("OTHER", "\"" + OTHER + "\"")
                .replace("'N'", named("n1", OTHER))
                .replace("'P'", "{\"items\":" + TWO_ENTRIES + ",\"total\":2}")
                .replace("'E'", TWO_ENTRIES);
    }

    private static String named(String song, String playlist) {
        return entry(song).replaceFirst("\\{", "{\"playlist_id\":\"" + playlist + "\",");
    }

    private static List<String> items(Snapshot snapshot) {
        List<String> playlists = column(snapshot, Table.PLAYLIST_ITEMS, "playlist_id");
        List<String> positions = column(snapshot, Table.PLAYLIST_ITEMS, "position");
        List<String> songs = column(snapshot, Table.PLAYLIST_ITEMS, "song_id");
        return java.util.stream.IntStream.range(0, songs.size())
                .mapToObj(row -> playlists.get(row).replace(ONE, "one").replace(OTHER, "other") + " "
                        + positions.get(row) + " " + songs.get(row))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[Official] best of", "{mix}", "[", "{\\\"a\\\":", "[1,2", "{}", "[1]"})
    void aTextThatOnlyLooksLikeJsonIsAText(String text) {
        String meta = "{\"description\":\"%s\",\"note\":\"%s\",\"id\":\"%s\",\"name\":\"N\"".formatted(text, text, ONE);
        assertThat(items(read(meta + ",\"tracks\":{\"items\":" + TWO_ENTRIES + "}}")))
                .containsExactly("one 0 t1", "one 1 t2");
        assertThat(read(HEADER + meta + "}\n" + page(entry("t1"))).seen()).isEqualTo(1);
    }

    @Test
    void whatCaravanWroteHasEntriesInItsPagesAlone() {
        Snapshot snapshot =
                read(HEADER + filled("{\"id\":ONE,\"name\":\"N\",\"more\":{\"items\":'E'}}\n") + page(entry("t1")));
        assertThat(snapshot.seen()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":ONE,\"data\":'P'}",
                "{\"data\":'P',\"id\":ONE}",
                "{\"items\":'E',\"playlist\":{\"id\":ONE,\"name\":\"Mine\"}}",
                "{\"playlist\":ONE,\"items\":'E'}",
                "{\"meta\":{\"tracks\":120,\"offset\":\"+01:00\"},\"playlist_id\":ONE,\"items\":'E'}",
                "{\"playlist\":{\"id\":ONE,\"tracks\":2},\"items\":'E'}",
                "{\"playlist\":{\"id\":ONE,\"tracks\":'P'},\"all_tracks\":null}",
                "{\"playlist\":{\"id\":ONE,\"tracks\":'P'},\"tracks\":'E'}",
                "{\"tracks\":'E',\"playlist\":{\"id\":ONE,\"tracks\":'P'}}",
                "{\"stats\":{\"items\":2,\"sum\":[1,2,{\"a\":[]}]},\"id\":ONE,\"tracks\":'P'}",
                "{\"page_1\":{\"offset\":0,\"items\":'E'},\"page_2\":{\"offset\":2,\"items\":[]},\"playlist_id\":ONE}",
            })
    void entriesAreFoundAndTheirPlaylistIsTheOneThatIsTold(String json) {
        assertThat(items(read(filled(json)))).containsExactly("one 0 t1", "one 1 t2");
    }

    @Test
    void severalPlaylistsAreToldApartByTheirNames() {
        assertThat(items(read(filled("{ONE:'E',OTHER:'P'}"))))
                .containsExactly("one 0 t1", "one 1 t2", "other 0 t1", "other 1 t2");
        assertThat(items(read(
                        filled("{\"liked\":{\"items\":'E'},\"playlists\":{\"items\":[{\"id\":ONE,\"tracks\":'P'}]}}"))))
                .containsExactlyInAnyOrder("liked-songs 0 t1", "liked-songs 1 t2", "one 0 t1", "one 1 t2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"entries\":'E',\"items\":[]}",
                "{\"items\":[],\"entries\":'E'}",
                "{\"items\":'E',\"more\":'E'}",
                "{\"id\":ONE,\"tracks\":'P',\"pages\":['P']}",
                "{\"raw\":'P',\"clean\":'E'}",
                "{\"playlist_id\":ONE,\"raw\":'P',\"clean\":'E'}",
                "{\"Rock\":'E',\"Jazz\":'E'}",
                "{ONE:'E',\"Jazz\":'E'}",
                "{\"playlist\":{\"id\":ONE,\"tracks\":'P'},\"all_tracks\":'E'}",
                "{\"playlist\":{\"id\":ONE,\"tracks\":'P'},\"tracks\":['N']}",
            })
    void entriesInSeveralPlacesThatMayBeTheSameOrOthersAreRefused(String json) {
        assertThatThrownBy(() -> read(filled(json)))
                .isInstanceOf(UnreadableSnapshotException.class)
                .hasMessageContaining("it holds entries in several places");
    }

    @Test
    void listsOfSeveralNamesWithoutAnIdAreRefused() {
        assertThatThrownBy(() ->
                        read(filled("{\"playlists\":[{\"name\":\"a\",\"items\":'E'},{\"name\":\"b\",\"items\":'E'}]}")))
                .hasMessageContaining("several playlists without an id");
        assertThatThrownBy(() -> read(filled(
                        "{\"playlists\":[{\"id\":ONE,\"tracks\":'P'},{\"id\":OTHER,\"tracks\":{\"total\":3}}]}")))
                .hasMessageContaining("has no items");
    }

    @Test
    void aPlaylistThatStandsThereTwiceIsReadOnceAndTwoReadsOfItAreRefused() {
        String one = filled("{\"id\":ONE,\"name\":\"Mine\",\"tracks\":{\"items\":'E'}}");
        assertThat(items(read("[" + one + "," + one + "]"))).containsExactly("one 0 t1", "one 1 t2");
        assertThatThrownBy(() -> read("[" + one + "," + one.replace("\"t1\"", "\"t9\"") + "]"))
                .hasMessageContaining("two entries at the same position");
        assertThat(items(read(one + "\n" + page(entry("t3"))))).containsExactly("one 0 t1", "one 1 t2", "one 2 t3");
    }

    @Test
    void anIdBesideAPageThatIsNoPlaylistsIsNone() {
        for (String json :
                List.of("{\"meta\":{\"id\":\"run-42\"},\"items\":'E'}", "{\"id\":\"evt-123\",\"data\":'P'}")) {
            assertThat(items(read("raw_data/to_processed/" + ONE + "_20240203.json", filled(json))))
                    .containsExactly("one 0 t1", "one 1 t2");
        }
    }

    @Test
    void anEntryThatNamesNoPlaylistFollowsTheOneBefore() {
        for (String json : List.of("{\"items\":['N',null,'N']}", "['N',null,'N']", "{\"items\":[null,'N','N']}")) {
            Snapshot snapshot = read(filled(json));
            assertThat(snapshot.seen()).as(json).isEqualTo(3);
            assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "song_id"))
                    .as(json)
                    .containsExactly("n1", "n1");
            assertThat(snapshot.playlists()).as(json).hasSize(1);
        }
        assertThat(items(read("{\"items\":[%s,%s,%s,%s]}"
                        .formatted(entry("t0"), named("a", ONE), named("b", OTHER), entry("c")))))
                .containsExactly("unknown:some-name 0 t0", "one 0 a", "other 0 b", "other 1 c");
        assertThat(items(read("{\"id\":\"%s\",\"items\":[%s,%s,%s]}"
                        .formatted(ONE, named("a", ONE), named("b", OTHER), named("c", OTHER)))))
                .containsExactlyInAnyOrder("one 0 a", "other 0 b", "other 1 c");
        assertThat(items(read("[%s,%s]"
                        .formatted(
                                entry("a").replaceFirst("\\{", "{\"playlist\":{\"id\":\"" + ONE + "\"},"),
                                entry("b").replaceFirst("\\{", "{\"playlist\":\"spotify:playlist:" + OTHER + "\",")))))
                .containsExactly("one 0 a", "other 0 b");
    }

    @Test
    void aPageAfterWhichOthersFollowIsAPart() {
        assertThat(read("{\"items\":" + TWO_ENTRIES + ",\"next\":\"https://x\"}")
                        .playlists()
                        .get(0)
                        .isWhole(false))
                .isFalse();
        assertThat(read("{\"items\":" + TWO_ENTRIES + ",\"next\":null}")
                        .playlists()
                        .get(0)
                        .isWhole(false))
                .isTrue();
        // Whoever joins pages in place leaves the first one's address.
        assertThat(read("{\"items\":" + TWO_ENTRIES + ",\"total\":2,\"next\":\"https://x\"}")
                        .playlists()
                        .get(0)
                        .isWhole(false))
                .isTrue();
        Snapshot later =
                read("{\"href\":\"https://api.spotify.com/v1/playlists/%s/tracks?offset=100&limit=2\",\"items\":%s}"
                        .formatted(ONE, TWO_ENTRIES));
        assertThat(items(later)).containsExactly("one 100 t1", "one 101 t2");
        assertThat(later.playlists().get(0).isWhole(false)).isFalse();
    }

    @Test
    void anEpisodeIsKnownWithoutItsType() {
        Snapshot snapshot = read(page(
                "{\"track\":{\"id\":\"e1\",\"uri\":\"spotify:episode:e1\"}}",
                "{\"track\":{\"id\":\"e2\",\"episode\":true,\"track\":false}}",
                entry("t1")));
        assertThat(snapshot.skipped()).containsEntry(SkipReason.EPISODE, 2L);
        assertThat(column(snapshot, Table.SONGS, "song_id")).containsExactly("t1");
    }

    @Test
    void anAlbumOrAnArtistMayHaveAUriInPlaceOfAnId() {
        Snapshot snapshot = read(page(entry("t1")
                .replace("\"id\":\"al-t1\"", "\"uri\":\"spotify:album:al-t1\"")
                .replace("\"id\":\"a1\"", "\"id\":null,\"uri\":\"spotify:artist:a1\"")));
        assertThat(column(snapshot, Table.SONGS, "album_id")).containsExactly("al-t1");
        assertThat(column(snapshot, Table.SONGS, "artist_id")).containsExactly("a1");
    }

    /** Far below the limits of bytes; each of these would be kept until the end. */
    @Test
    void whatHoldsTooManyPartsIsRefusedAndWhatHoldsNoneIsNotKept() {
        for (String part : List.of("\"{}\"", "{\"tracks\":{}}")) {
            String many = "{\"x\":[" + (part + ",").repeat(10_000) + part + "],\"items\":[]}";
            assertThatThrownBy(() -> read(many)).hasMessageContaining("more than 10000");
        }
        String named = "["
                + java.util.stream.IntStream.range(0, 10_002)
                        .mapToObj(playlist -> named("s", "p" + playlist))
                        .collect(java.util.stream.Collectors.joining(","))
                + "]";
        assertThatThrownBy(() -> read(named)).hasMessageContaining("more than 10000");
        String big = "{\"id\":\"p\",\"extra\":[" + "{},".repeat(400_000) + "{}],\"tracks\":{\"items\":[]}}";
        assertThatThrownBy(() -> read("k", big.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("extra takes")
                .hasMessageContaining("the limit is 1048576");
    }
}
