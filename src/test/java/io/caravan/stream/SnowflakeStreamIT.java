package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Emulators;
import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import io.caravan.sink.Replay;
import io.caravan.sink.Sink;
import io.caravan.snapshot.Archive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The same over Snowflake's protocol, driver and SQL, as far as an emulator goes. */
class SnowflakeStreamIT extends StreamFixture {
    private static final List<String> TABLES = List.of(
            "tbl_album",
            "tbl_artists",
            "tbl_songs",
            "tbl_song_artists",
            "tbl_playlist",
            "tbl_playlist_items",
            "tbl_playlist_content",
            "etl_load_rows",
            "etl_load_skipped",
            "etl_load_playlists",
            "etl_load_withheld");

    private final Emulators.Account account = Emulators.start().newAccount();

    private static Map<String, List<List<String>>> rows(TestApplication application) {
        var rows = new TreeMap<String, List<List<String>>>();
        for (String table : TABLES) {
            rows.put(
                    table,
                    query(application, "select * from " + table).stream()
                            .sorted((one, other) -> one.toString().compareTo(other.toString()))
                            .toList());
        }
        return rows;
    }

    @Test
    void theTablesAreThoseOfTheInboxWay() {
        broker().topic(topic, 3);
        var byStream = start("stream", Catalogue.of(1, 3, 40, DAY), account.settings());

        var summary = byStream.once();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.snapshotsLoaded()).isEqualTo(3);
        assertNothingHasLanded(byStream);
        assertThat(byStream.lake().list("transformed_data/stream_data/")).isEmpty();

        var came = rows(byStream);
        for (String table : TABLES) {
            update(byStream, "delete from " + table);
        }
        update(byStream, "delete from etl_load");
        byStream.request(
                "direct:replay-snapshots",
                new Replay(new Archive(byStream.lake()).selected(null, DAY, DAY), Sink.WAREHOUSE));
        byStream.request("direct:load-warehouse");
        assertThat(byStream.runs().summary().failures()).isEmpty();
        assertThat(came).isEqualTo(rows(byStream));
        assertThat(came.get("tbl_songs")).hasSizeGreaterThan(50);
    }

    @Test
    void theNextCycleGoesOnBehindTheOneBefore() {
        broker().topic(topic, 2);
        var settings = new HashMap<>(account.settings());
        settings.putAll(Map.of("stream.batch-size", "50", "stream.format", "json", "spotify.reread-after", "0s"));
        var app = start(settings);

        for (int cycle = 1; cycle <= 2; cycle++) {
            app.once();

            assertThat(app.runs().summary().failures()).isEmpty();
            assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of(String.valueOf(3 * cycle)));
            assertNothingHasLanded(app);
        }
    }
}
