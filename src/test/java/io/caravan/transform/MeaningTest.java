package io.caravan.transform;

import static io.caravan.transform.Transforming.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.FuzzedPlaylist;
import io.caravan.model.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Playlists that are wrapped and damaged in many ways: each entry is accounted for, or it is told that one is not. */
class MeaningTest {
    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    private static Snapshot snapshot(FuzzedPlaylist playlist) {
        return Transforming.read("raw_data/to_processed/" + playlist.id() + ".json", playlist.bytes());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noEntryIsLostWithoutAWord(long seed) {
        FuzzedPlaylist playlist = FuzzedPlaylist.of(seed);
        Snapshot snapshot;
        try {
            snapshot = snapshot(playlist);
        } catch (UnreadableSnapshotException told) {
            assertThat(playlist.toString())
                    .as(told.getMessage())
                    .containsAnyOf("damage", "cut off", "Python's", "error page", "no items", "NaN");
            return;
        }

        assertThat(snapshot.playlists()).as("%s", playlist).singleElement().satisfies(read -> {
            assertThat(read.id()).isEqualTo(playlist.id());
            long accounted = column(snapshot, Table.PLAYLIST_ITEMS, "song_id").size()
                    + snapshot.skipped().values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    + snapshot.rejections().size();
            assertThat(accounted).as("%s", playlist).isEqualTo(snapshot.seen()).isEqualTo(read.entries());
            boolean isTold = !read.isWhole(false) || !snapshot.rejections().isEmpty();
            assertThat(accounted == playlist.size() || isTold)
                    .as("%s", playlist)
                    .isTrue();
            if (!isTold) {
                assertThat(songs(snapshot)).as("%s", playlist).isEqualTo(playlist.songs());
            }
        });
        assertThat(playlist.songs()).as("%s", playlist).containsAllEntriesOf(songs(snapshot));
    }

    private static Map<Integer, String> songs(Snapshot snapshot) {
        List<String> positions = column(snapshot, Table.PLAYLIST_ITEMS, "position");
        List<String> ids = column(snapshot, Table.PLAYLIST_ITEMS, "song_id");
        Map<Integer, String> songs = new TreeMap<>();
        for (int row = 0; row < ids.size(); row++) {
            songs.put(Integer.valueOf(positions.get(row)), ids.get(row));
        }
        return songs;
    }

    /** Else the test above might be one of exceptions alone. */
    @Test
    void mostOfThemAreReadWholeAndManyAreNot() {
        long whole = 0;
        long refused = 0;
        for (long seed : seeds().toArray()) {
            try {
                whole += songs(snapshot(FuzzedPlaylist.of(seed)))
                                .equals(FuzzedPlaylist.of(seed).songs())
                        ? 1
                        : 0;
            } catch (UnreadableSnapshotException e) {
                refused++;
            }
        }
        assertThat(whole).isBetween(300L, 450L);
        assertThat(refused).isBetween(50L, 200L);
    }
}
