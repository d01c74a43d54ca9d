package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.lake.Archive;
import io.caravan.local.spotify.Catalogue;
import io.caravan.sink.Replay;
import io.caravan.sink.Sink;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the lake's files to the topic and into the warehouse, on a real broker. */
class StreamIT extends StreamFixture {
    @Test
    void theTablesAreThoseOfTheInboxWay() {
        broker().topic(topic, 3);
        var byStream = start("stream", Catalogue.of(1, 4, 60, DAY), Map.of());

        var summary = byStream.once();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.snapshotsPublished()).isEqualTo(4);
        assertThat(summary.snapshotsLoaded()).isEqualTo(4);
        assertThat(byStream.lake().list("transformed_data/to_load/")).isEmpty();
        assertThat(tables(byStream)).isEqualTo(tables(loadedByFiles(byStream)));
        assertNothingHasLanded(byStream);
    }

    /** Loads what another's lake holds into a warehouse of its own, as without a stream. */
    private TestApplication loadedByFiles(TestApplication other) {
        var byFiles = start(
                "files",
                Catalogue.of(1, 1, 1, DAY),
                Map.of("lake.endpoint", other.lakeUrl(), "warehouse.from", "inbox"));
        byFiles.request(
                "direct:replay-snapshots",
                new Replay(new Archive(other.lake()).selected(null, DAY, DAY), Sink.WAREHOUSE));
        byFiles.request("direct:load-warehouse");
        assertThat(byFiles.runs().summary().failures()).isEmpty();
        return byFiles;
    }
}
