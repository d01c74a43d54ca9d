package io.caravan.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestClock;
import io.caravan.lake.Lake;
import io.caravan.lake.S3Clients;
import io.caravan.local.LocalS3;
import io.caravan.run.CurrentRun;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** What of an inbox goes together. */
class ManifestInboxTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    @TempDir
    Path folder;

    private LocalS3 server;
    private S3Client client;
    private Lake lake;

    @BeforeEach
    void start() {
        server = LocalS3.start(folder, "lake", 0, "key", "secret");
        client = S3Clients.of(server.url(), "key", "secret");
        lake = new Lake(client, "lake", "");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void put(String inbox, String name, String json) {
        lake.put(inbox + name + ".json", json.getBytes(UTF_8), "application/json");
    }

    private void snapshot(String inbox, String name, LocalDate day, boolean replay) {
        put(inbox, name + (replay ? ".replay" : ""), """
                {"snapshot":"%s","raw_sha256":"%s","extracted_at":"%sT06:00:00.000Z","replay":%s,"consistent":true,"seen":0,"rejected":0}""".formatted(name, "0".repeat(64), day, replay));
    }

    private List<String> batches(Sink sink) {
        var inbox = new ManifestInbox(
                lake, sink, 1000, new CurrentRun(new TestClock(Instant.parse("2026-11-21T06:00:00Z"))));
        var found = new ArrayList<String>();
        inbox.batches()
                .forEachRemaining(batch -> found.add(batch.size() + " "
                        + batch.entries().stream()
                                .map(InboxManifest::day)
                                .distinct()
                                .count() + " "
                        + batch.isOfRuns()));
        return found;
    }

    @Test
    void aCommitIsOfAHundredDaysAtMostAndALoadOfAnyNumber() {
        for (int day = 0; day < 101; day++) {
            snapshot(Sink.TABLES.inbox(), "one_" + day, DAY.plusDays(day), false);
            snapshot(Sink.WAREHOUSE.inbox(), "one_" + day, DAY.plusDays(day), false);
        }
        snapshot(Sink.TABLES.inbox(), "two_99", DAY.plusDays(99), false);

        assertThat(batches(Sink.TABLES)).containsExactly("101 100 false", "1 1 false");
        assertThat(batches(Sink.WAREHOUSE)).containsExactly("101 101 false");
    }

    @Test
    void replaysComeAfterSnapshotsAndRunsAfterThese() {
        snapshot(Sink.TABLES.inbox(), "one", DAY, true);
        snapshot(Sink.TABLES.inbox(), "two", DAY.plusDays(1), false);
        put(Sink.TABLES.inbox(), "run_r1", """
                {"run_id":"r1","started_at":"2025-01-01T00:00:00Z","ended_at":"2025-01-01T00:00:00Z","rows":{"etl_run":[]}}""");

        assertThat(batches(Sink.TABLES)).containsExactly("1 1 false", "1 1 false", "1 1 true");
    }

    @Test
    void whatIsCalledAsARunAndTellsOfNoneIsUnreadable() {
        put(Sink.TABLES.inbox(), "run_r1", "{\"run_id\":\"r2\"}");
        put(Sink.TABLES.inbox(), "run_r3", """
                {"run_id":"r3","started_at":"0001-01-01T00:00:00Z","ended_at":"9999-01-01T00:00:00Z","rows":{}}""");
        put(Sink.WAREHOUSE.inbox(), "run_r1", "{\"run_id\":\"r1\"}");
        put(Sink.STREAM.inbox(), "run_r1", "{\"run_id\":\"r1\"}");
        var runs = new CurrentRun(new TestClock(Instant.parse("2026-11-21T06:00:00Z")));

        for (Sink sink : Sink.values()) {
            assertThat(new ManifestInbox(lake, sink, 1000, runs).batches())
                    .toIterable()
                    .hasSize(sink == Sink.TABLES ? 2 : 1)
                    .allSatisfy(batch -> assertThat(batch.entries()).hasSize(1).noneMatch(InboxManifest::isReadable));
        }
    }
}
