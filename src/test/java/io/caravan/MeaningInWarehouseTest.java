package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.failure.Outcome;
import io.caravan.lake.DeadLetter;
import io.caravan.lake.DeadLetters;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.RunSummary;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Playlists of which a good read lies in the warehouse, and then comes a newer one in some wrapping, whole or damaged. */
class MeaningInWarehouseTest {
    @TempDir
    Path folder;

    @Test
    void noPlaylistBecomesSmallerWithoutAWord() throws Exception {
        List<FuzzedPlaylist> playlists =
                LongStream.range(1_000, 1_080).mapToObj(FuzzedPlaylist::of).toList();
        RunSummary run;
        Collection<String> told;
        try (var app = TestApplication.start(folder, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)), Map.of())) {
            playlists.forEach(playlist -> app.drop(playlist.id() + "_2024-02-02.json", playlist.before()));
            playlists.forEach(playlist -> app.drop(playlist.id() + "_2024-02-03.json", playlist.bytes()));
            app.drainInbox();
            app.request("direct:load-warehouse");
            run = app.runs().summary();
            told = Stream.concat(
                            run.findings().stream(),
                            new DeadLetters(app.lake()).list().stream().map(DeadLetter::key))
                    .map(words -> words.toLowerCase(Locale.ROOT))
                    .toList();
        }

        assertThat(run.outcome()).isEqualTo(Outcome.PARTLY);
        Map<String, Map<Integer, String>> current = current();
        int renewed = 0;
        for (FuzzedPlaylist playlist : playlists) {
            Map<Integer, String> songs = current.getOrDefault(playlist.id(), Map.of());
            boolean isNew = songs.equals(playlist.songs());
            renewed += isNew ? 1 : 0;
            boolean isTold =
                    told.stream().anyMatch(words -> words.contains(playlist.id().toLowerCase(Locale.ROOT)));
            assertThat(isNew || isTold).as("%s: %s", playlist, songs).isTrue();
            if (songs.values().stream().anyMatch(song -> song.startsWith("before"))) {
                assertThat(songs).as("%s", playlist).hasSize(2);
            } else {
                assertThat(playlist.songs()).as("%s", playlist).containsAllEntriesOf(songs);
            }
        }
        assertThat(renewed).isBetween(40, 75);
    }

    private Map<String, Map<Integer, String>> current() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("select playlist_id, position, song_id from v_current_playlist_items")) {
            Map<String, Map<Integer, String>> current = new TreeMap<>();
            while (rows.next()) {
                current.computeIfAbsent(rows.getString(1), id -> new TreeMap<>())
                        .put(rows.getInt(2), rows.getString(3));
            }
            return current;
        }
    }
}
