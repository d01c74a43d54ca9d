package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.failure.Outcome;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Truth;
import io.caravan.run.RunSummary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job against the simulator's ground truth. */
class EndToEndTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    @TempDir
    Path folder;

    private final ExpectedTables expected = new ExpectedTables();

    /** Returns the settings that lead to a lake and a warehouse, over those of the profile local. */
    Map<String, String> settings() {
        return Map.of();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
    }

    @Test
    void tablesEqualTheTruthAndFollowItFromDayToDay() throws SQLException {
        Catalogue catalogue = Catalogue.of(7, 9, 60, DAY);
        try (var app = TestApplication.start(folder, catalogue, settings())) {
            Collection<Truth.Playlist> first = truth(app);
            expected.read(DAY, first);

            RunSummary run = app.once();

            assertThat(run.failures()).isEmpty();
            assertThat(run.findings()).isEmpty();
            assertThat(run.outcome()).isEqualTo(Outcome.OK);
            assertThat(run.playlistsRead()).isEqualTo(9);
            assertThat(run.seen()).isEqualTo(expected.seen());
            assertThat(run.skipped()).isEqualTo(expected.skipped());
            assertTablesAsExpected();
            assertThat(run.tables())
                    .containsEntry("songs", (long) expected.songs().size())
                    .containsEntry(
                            "playlist_items", (long) expected.itemsOfAllDays().size());

            Map<String, Long> before = counts();
            RunSummary second = app.once();

            assertThat(second.playlistsUnchanged()).isEqualTo(9);
            assertThat(second.outcome()).isEqualTo(Outcome.OK);
            assertThat(counts()).isEqualTo(plus(before, "etl_run", 1));
            assertTablesAsExpected();

            // Six hours later, so that only what changed is read.
            app.clock.advance(Duration.ofHours(6));
            app.spotify.advanceTo(DAY.plusDays(1));
            Map<String, String> snapshots =
                    first.stream().collect(Collectors.toMap(Truth.Playlist::id, Truth.Playlist::snapshotId));
            List<Truth.Playlist> changed = truth(app).stream()
                    .filter(playlist -> !playlist.snapshotId().equals(snapshots.get(playlist.id())))
                    .toList();
            expected.read(DAY.plusDays(1), changed);
            RunSummary third = app.once();

            assertThat(third.playlistsRead()).isEqualTo(changed.size()).isBetween(1L, 8L);
            assertThat(third.playlistsUnchanged()).isEqualTo(9 - changed.size());
            assertTablesAsExpected();

            assertThat(rows("outcome, count(*) from etl_observation where run_id = '" + third.runId()
                            + "' group by 1 order by 1"))
                    .containsExactly("read|" + changed.size(), "unchanged|" + (9 - changed.size()));
            assertThat(rows("playlist_id, playlist_name, entries, total from etl_load_playlists"
                            + " where snapshot in (select snapshot from tbl_playlist) order by 1"))
                    .containsExactlyElementsOf(truth(app).stream()
                            .map(playlist -> "%s|%s|%d|%d"
                                    .formatted(
                                            playlist.id(),
                                            playlist.name(),
                                            playlist.entries().size(),
                                            playlist.entries().size()))
                            .sorted()
                            .toList());
        }
    }

    private static Collection<Truth.Playlist> truth(TestApplication app) {
        return app.spotify.truth().values().stream()
                .map(Truth.Playlist.class::cast)
                .toList();
    }

    private static Map<String, Long> plus(Map<String, Long> counts, String table, long more) {
        var sum = new java.util.TreeMap<>(counts);
        sum.merge(table, more, Long::sum);
        return sum;
    }

    private void assertTablesAsExpected() throws SQLException {
        try (Connection warehouse = connect()) {
            expected.assertIn(warehouse);
        }
    }

    private List<String> rows(String select) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var connection = connect();
                var result = connection.createStatement().executeQuery("select " + select)) {
            while (result.next()) {
                rows.add(String.join("|", Cells.of(result)));
            }
        }
        return rows;
    }

    private Map<String, Long> counts() throws SQLException {
        var counts = new java.util.TreeMap<String, Long>();
        for (String table : Tables.LOADED) {
            counts.put(table, Long.valueOf(rows("count(*) from " + table).get(0)));
        }
        counts.put("etl_run", Long.valueOf(rows("count(*) from etl_run").get(0)));
        return counts;
    }
}
