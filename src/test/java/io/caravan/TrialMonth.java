package io.caravan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.PlaylistSource;
import io.caravan.local.spotify.ServedPlaylist;
import io.caravan.local.spotify.Truth;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Thirty simulated days of four short playlists, the last of them empty: with days on which nothing was read, days on which nothing had changed, one
 * day with two reads, and songs that a list holds twice.
 */
final class TrialMonth {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    private static final int DAYS = 30;
    private static final Set<Integer> NOT_READ = Set.of(4, 5, 16);
    private static final Set<Integer> UNCHANGED = Set.of(9, 21);
    private static final int TWICE = 12;

    private TrialMonth() {}

    /** Plays the days in an application that is left running. */
    static TestApplication play(Path folder, Map<String, String> settings) {
        PlaylistSource lists = new ShortLists(Catalogue.of(7, 4, 8, FIRST), FIRST);
        TestApplication app = TestApplication.start(folder, lists, settings);
        for (int day = 0; day < DAYS; day++) {
            if (!UNCHANGED.contains(day)) {
                app.spotify.advanceTo(FIRST.plusDays(day));
            }
            if (!NOT_READ.contains(day)) {
                app.once();
            }
            if (day == TWICE) {
                app.clock.advance(Duration.ofHours(6));
                app.spotify.advanceTo(FIRST.plusDays(day + 1L));
                app.once();
                app.clock.advance(Duration.ofHours(-6));
            }
            app.clock.advance(Duration.ofDays(1));
        }
        return app;
    }

    /**
     * Adds what no simulated day brings: a playlist that could not be read, and so was not seen to be unchanged; reads that a version
     * loaded which did not note that they were whole; a playlist whose current content are parts that came after its last whole read; and one
     * that was not read for weeks.
     */
    static void addHistory(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("update etl_load_playlists set whole = null where snapshot in"
                    + " (select snapshot from etl_load where extracted_at < timestamp '2026-11-24 00:00:00')");
            statement.executeUpdate("update tbl_playlist set items_extracted_at = timestamp '2026-12-21 00:00:00'"
                    + " where playlist_id = (select min(playlist_id) from tbl_playlist_items)");
            for (String day : List.of("2026-01-01", "2026-01-20", "2026-02-20", "2026-02-22")) {
                String at = "timestamp '" + day + " 06:00:00'";
                String snapshot = "'gap_" + day + "'";
                statement.executeUpdate("insert into etl_load (snapshot, extracted_at) select " + snapshot + ", " + at);
                statement.executeUpdate("insert into etl_load_playlists (snapshot, playlist_id, entries, whole) select "
                        + snapshot + ", 'gap', 1, true");
                statement.executeUpdate("insert into tbl_playlist_items (playlist_id, position, song_id, popularity,"
                        + " extracted_at, snapshot) select 'gap', 0, 's', " + day.substring(8) + ", " + at + ", "
                        + snapshot);
            }
            statement.executeUpdate("insert into etl_observation (playlist_id, observed_at, outcome, run_id)"
                    + " select playlist_id, timestamp '2026-11-25 06:00:00', 'failed', 'a run' from tbl_playlist");
        }
    }

    /** The first entries of each list, and the very first of all in each; on odd days its own first stands there once more, at the end. */
    private record ShortLists(PlaylistSource whole, LocalDate day) implements PlaylistSource {
        private static final int LONGEST = 10;

        @Override
        public List<String> ids() {
            return whole.ids();
        }

        @Override
        public PlaylistSource on(LocalDate other) {
            return new ShortLists(whole.on(other), other);
        }

        @Override
        public Optional<ServedPlaylist> find(String id) {
            JsonNode shared = whole.find(ids().get(0)).orElseThrow().row(0);
            return whole.find(id).map(list -> new ShortList(list, shared, day.getDayOfYear() % 2 == 1));
        }
    }

    private record ShortList(ServedPlaylist whole, JsonNode shared, boolean isRepeating) implements ServedPlaylist {
        private int distinct() {
            return Math.min(whole.total(), ShortLists.LONGEST);
        }

        @Override
        public ObjectNode object() {
            return whole.object();
        }

        @Override
        public List<String> pageKeys() {
            return whole.pageKeys();
        }

        @Override
        public int total() {
            int more = isRepeating ? 2 : 1;
            return distinct() == 0 ? 0 : distinct() + more;
        }

        @Override
        public JsonNode row(int position) {
            if (position == distinct()) {
                return shared;
            }
            return whole.row(position < distinct() ? position : 0);
        }

        @Override
        public Truth truth() {
            return whole.truth();
        }
    }
}
