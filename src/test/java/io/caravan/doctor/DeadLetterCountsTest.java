package io.caravan.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.lake.DeadLetters;
import io.caravan.local.spotify.Catalogue;
import io.caravan.observe.Observations;
import io.caravan.observe.Served;
import io.caravan.wiring.DeclaredBeans;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What doctor counts is what the metrics count and "dead-letters list" shows. */
@Timeout(300)
class DeadLetterCountsTest {
    /** Of each stage, keys below {@code dead_letter/} and how many dead letters they are. */
    private static final List<String> RAW = List.of(
            "transform-snapshots/000000000001/with-report.json",
            "transform-snapshots/000000000001/with-report.json.error.json",
            "transform-snapshots/000000000002/without-report.json",
            "transform-snapshots/000000000003/report-alone.json.error.json",
            "transform-snapshots/000000000004/called-as-a-report.error.json",
            "transform-snapshots/000000000004/called-as-a-report.error.json.error.json");

    private static final List<String> MANIFESTS = List.of(
            "load-warehouse/000000000005/p_20261101T060000000Z.json",
            "load-warehouse/000000000005/p_20261101T060000000Z.json.error.json");

    private static final List<String> ANSWERS =
            List.of("extract-playlists/000000000006/p", "extract-playlists/000000000006/p.error.json");

    private static final List<String> ROWS =
            List.of("rows/p_20261101T060000000Z.jsonl", "rows/p_20261102T060000000Z.jsonl");

    private static final List<String> RECORDS = List.of(
            "stream/spotify-topic/0/7",
            "stream/spotify-topic/0/7.error.json",
            "stream/spotify-topic/1/7",
            "stream/spotify-topic/1/7.error.json");

    private static final List<String> OWN_ROUTE =
            List.of("my-route/000000000007/a.json", "my-route/000000000007/a.json.error.json");

    /** Somebody's own, of no stage. */
    private static final List<String> OTHERS = List.of("note.txt", "note.error.json");

    @TempDir
    Path folder;

    @Test
    void doctorAndMetricsAndTheListAgreeOnAllKinds() {
        var settings = Map.of(
                "camel.management.port", "0", "camel.management.host", "127.0.0.1", "caravan.observe-every", "24h");
        try (var app = TestApplication.start(folder, Catalogue.of(1, 1, 2, LocalDate.of(2026, 11, 21)), settings)) {
            for (List<String> keys : List.of(RAW, MANIFESTS, ANSWERS, ROWS, RECORDS, OWN_ROUTE, OTHERS)) {
                keys.forEach(key -> app.lake().put("dead_letter/" + key, "{}".getBytes(UTF_8), "application/json"));
            }
            app.bean("observations", Observations.class).look();

            var served = new Served("http://127.0.0.1:"
                    + app.context().hasService(VertxPlatformHttpServer.class).getPort());
            var byStage = new HashMap<String, Integer>();
            served.metrics("caravan_dead_letters{")
                    .forEach((series, count) ->
                            byStage.put(series.replaceFirst(".*stage=\"(.*?)\".*", "$1"), count.intValue()));
            assertThat(byStage)
                    .containsAllEntriesOf(Map.of(
                            "transform-snapshots", 4,
                            "load-warehouse", 1,
                            "extract-playlists", 1,
                            "rows", 2,
                            "stream", 2,
                            "other", 1));
            int all = byStage.values().stream().mapToInt(Integer::intValue).sum();
            assertThat(all).isEqualTo(11);

            var deadLetters = app.bean("deadLetters", DeadLetters.class);
            assertThat(deadLetters.list()).hasSize(all);
            var findings = new ArrayList<Finding>();
            new DeadLettersCheck(new DeclaredBeans(Path.of("routes"), null, Map.of("deadLetters", deadLetters)))
                    .look(findings);
            assertThat(findings)
                    .singleElement()
                    .extracting(Finding::message)
                    .asString()
                    .contains("dead_letter/: " + all + ";");
        }
    }
}
