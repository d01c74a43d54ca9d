package io.caravan.spotify;

import static io.caravan.spotify.Extraction.CATALOGUE;
import static io.caravan.spotify.Extraction.DAY;
import static io.caravan.spotify.Extraction.FIRST;
import static io.caravan.spotify.Extraction.ITEMS;
import static io.caravan.spotify.Extraction.PAGES_OF_FIRST;
import static io.caravan.spotify.Extraction.idsWithout;
import static io.caravan.spotify.Extraction.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.failure.Outcome;
import io.caravan.local.spotify.Fault;
import io.caravan.local.spotify.Truth;
import io.caravan.run.RunSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an extraction carries into the inbox, and how often it asks for it. */
@Timeout(300)
class ExtractionTest {
    @TempDir
    Path folder;

    @Test
    void aRawObjectBearsTheFingerprintOfItsBytes() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.run();
            String key = extraction.raw().get(0).key();
            assertThat(extraction.metadata(key))
                    .containsEntry("caravan-sha256", DigestUtils.sha256Hex(extraction.bytes(key)))
                    .containsKey("caravan-crc32c");
        }
    }

    @Test
    void eachPlaylistArrivesAsOneObjectThatHoldsEachEntryOnce() throws Exception {
        try (var extraction = Extraction.of(folder, Map.of())) {
            var run = extraction.run();

            assertThat(run.outcome()).isEqualTo(Outcome.OK);
            assertThat(run.playlistsRead()).isEqualTo(4);
            assertThat(extraction.storedIds()).isEqualTo(idsWithout());
            for (var raw : extraction.raw()) {
                String id = raw.playlist().path("id").asText();
                var playlist = (Truth.Playlist) extraction.spotify.truth().get(id);
                String extractedAt = raw.header().path("extracted_at").asText();
                assertThat(raw.key())
                        .matches("raw_data/to_processed/" + id + "_\\d{8}T\\d{9}Z\\.json")
                        .contains(extractedAt.replaceAll("[-:.]", ""));
                assertThat(extractedAt).startsWith("2026-11-21T06:00:0");
                assertThat(raw.header().path("run_id").asText()).isEqualTo(run.runId());
                assertThat(raw.header().path("consistent").booleanValue()).isTrue();
                assertThat(raw.playlist().path("name").asText()).isEqualTo(playlist.name());
                assertThat(raw.playlist().path("snapshot_id").asText()).isEqualTo(playlist.snapshotId());
                assertThat(raw.playlist().findValues("items"))
                        .allSatisfy(items -> assertThat(items.isArray()).isFalse());
                assertThat(raw.entries()).isEqualTo(extraction.truth(id));
            }
            assertThat(extraction.rawOf(FIRST).pages()).hasSize(PAGES_OF_FIRST);
            assertThat(extraction.rawOf(CATALOGUE.ids().get(3)).pages()).hasSize(1);
        }
    }

    @Test
    void thePagesAreSpotifysBytesWithoutTheWhiteSpaceBetweenThem() throws Exception {
        String odd =
                "{ \"unheard_of\" :\r\n\t{\"n\": 1.10, \"e\": 1E400, \"t\": \"a  \\u00e9 \\\\\\\" é\\/ : ,\\\\\"},\n\"href\"";
        var sent = Collections.synchronizedList(new ArrayList<String>());
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(ITEMS, 1, text(body -> body.replace("{\"href\"", odd)));
            extraction.spotify.fault(ITEMS, Integer.MAX_VALUE, right -> {
                sent.add(right.body());
                return right;
            });

            extraction.run();

            var raw = extraction.rawOf(FIRST);
            assertThat(raw.pageLines().get(0))
                    .startsWith(
                            "{\"unheard_of\":{\"n\":1.10,\"e\":1E400,\"t\":\"a  \\u00e9 \\\\\\\" é\\/ : ,\\\\\"},\"href\"");
            assertThat(raw.pageLines().subList(1, PAGES_OF_FIRST)).isEqualTo(sent);
            assertThat(raw.entries()).isEqualTo(extraction.truth(FIRST));
        }
    }

    @Test
    void anUnchangedPlaylistCostsOneCallAndWritesNothing() throws Exception {
        try (var extraction = Extraction.of(folder, Map.of())) {
            extraction.run();
            extraction.markTransformed();
            var stored = extraction.raw();
            int calls = extraction.spotify.apiCalls().size();

            var second = extraction.run();

            assertThat(second.outcome()).isEqualTo(Outcome.OK);
            assertThat(second.playlistsUnchanged()).isEqualTo(4);
            assertThat(second.playlistsRead()).isZero();
            assertThat(extraction.spotify.apiCalls()).hasSize(calls + 4);
            assertThat(extraction.raw()).isEqualTo(stored);
        }
    }

    @Test
    void aDailyRunReadsAgainThoughTheReadsOfTheDayBeforeBeganSecondsAfterTheRun() throws Exception {
        try (var extraction = Extraction.of(folder, Map.of())) {
            extraction.spotify.fault("/v1/playlists/[^/]+", 4, right -> {
                extraction.clock().advance(Duration.ofSeconds(5));
                return right;
            });
            extraction.run();
            extraction.markTransformed();

            extraction.waitSinceLastRun(Duration.ofHours(24).minusMinutes(5));
            var early = extraction.run();
            assertThat(early.playlistsUnchanged()).isEqualTo(4);

            extraction.clock().advance(Duration.ofMinutes(5));
            assertThat(extraction.run().playlistsRead()).isEqualTo(4);
            assertThat(extraction.raw()).hasSize(8);
        }
    }

    @Test
    void aRunExactlyADayAfterTheLastReadsAgain() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.run();
            extraction.markTransformed();

            extraction.waitSinceLastRun(Duration.ofHours(24));
            assertThat(extraction.run().playlistsRead()).isEqualTo(1);
        }
    }

    @Test
    void aDailyRunThatStartsSomeSecondsEarlierThanTheDayBeforeReadsAgain() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.clock().advance(Duration.ofSeconds(20));
            extraction.run();
            extraction.markTransformed();

            extraction.waitSinceLastRun(Duration.ofHours(24).minusSeconds(15));
            assertThat(extraction.run().playlistsRead()).isEqualTo(1);
        }
    }

    @Test
    void neverReadsAnUnchangedPlaylistAgain() throws Exception {
        try (var extraction = Extraction.of(folder, Map.of("spotify.reread-after", "never"))) {
            extraction.run();
            extraction.markTransformed();

            extraction.clock().advance(Duration.ofDays(400));
            assertThat(extraction.run().playlistsUnchanged()).isEqualTo(4);
        }
    }

    @Test
    void aChangedPlaylistIsReadAtOnce() throws Exception {
        try (var extraction = Extraction.of(folder, Map.of("spotify.reread-after", "never"))) {
            extraction.run();
            extraction.markTransformed();
            var before = extraction.spotify.truth();
            extraction.spotify.advanceTo(DAY.plusDays(1));
            var after = extraction.spotify.truth();
            List<String> changed = CATALOGUE.ids().stream()
                    .filter(id -> !snapshotId(before.get(id)).equals(snapshotId(after.get(id))))
                    .toList();
            assertThat(changed).hasSizeBetween(1, 3);

            var second = extraction.run();

            assertThat(second.playlistsRead()).isEqualTo(changed.size());
            assertThat(second.playlistsUnchanged()).isEqualTo(4L - changed.size());
            for (String id : changed) {
                var newest = extraction.raw().stream()
                        .filter(raw -> raw.key().contains(id))
                        .toList();
                assertThat(newest).hasSize(2);
                assertThat(newest.get(1).entries()).isEqualTo(extraction.truth(id));
            }
        }
    }

    @Test
    void aPlaylistThatIsEditedWhileItIsReadIsReadAgain() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(request -> "50".equals(request.query().get("offset")), 1, right -> {
                extraction.spotify.advanceTo(DAY.plusDays(2));
                return right;
            });

            assertThat(extraction.run().outcome()).isEqualTo(Outcome.OK);

            var raw = extraction.rawOf(FIRST);
            assertThat(raw.entries()).isEqualTo(extraction.truth(FIRST));
            assertThat(raw.header().path("consistent").booleanValue()).isTrue();
            assertThat(raw.playlist().path("snapshot_id").asText())
                    .isEqualTo(snapshotId(extraction.spotify.truth().get(FIRST)));
            assertThat(extraction.callsFor(FIRST)).hasSize(1 + 2 * (PAGES_OF_FIRST + 1));
            extraction.markTransformed();
            assertThat(extraction.run().playlistsUnchanged()).isEqualTo(1);
        }
    }

    @Test
    void aPlaylistThatIsEditedAtEachTryIsFlaggedAndReadAgainByTheNextRun() throws Exception {
        var edits = new AtomicInteger();
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(request -> "50".equals(request.query().get("offset")), 9, right -> {
                extraction.spotify.advanceTo(DAY.plusDays(2L * edits.incrementAndGet()));
                return right;
            });

            assertThat(extraction.run().playlistsRead()).isEqualTo(1);

            assertThat(extraction.raw()).hasSize(1);
            assertThat(extraction.rawOf(FIRST).header().path("consistent").booleanValue())
                    .isFalse();
            assertThat(edits).hasValue(PlaylistRead.MOST_TRIES);
            assertThat(extraction.callsFor(FIRST)).hasSize(1 + PlaylistRead.MOST_TRIES * (PAGES_OF_FIRST + 1));
            assertThat(extraction.objects("state/playlists")).isEmpty();

            extraction.spotify.clearFaults();
            assertThat(extraction.run().playlistsRead()).isEqualTo(1);
            assertThat(extraction.raw().get(1).entries()).isEqualTo(extraction.truth(FIRST));
        }
    }

    @Test
    void theNextOfAnAnswerIsNotFollowed() throws Exception {
        var asked = new AtomicInteger();
        var elsewhere = com.sun.net.httpserver.HttpServer.create(
                new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.close();
        });
        elsewhere.start();
        try (var extraction = Extraction.ofFirst(folder)) {
            String foreign = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/v1";
            extraction.spotify.fault(ITEMS, 1, page(page -> page.put("next", foreign)));
            extraction.spotify.fault(
                    ITEMS, 9, page(page -> page.put("next", page.path("href").asText())));

            assertThat(extraction.run().outcome()).isEqualTo(Outcome.OK);

            assertThat(asked).hasValue(0);
            assertThat(extraction.callsFor(FIRST)).hasSize(2 + PAGES_OF_FIRST);
            assertThat(extraction.rawOf(FIRST).entries()).isEqualTo(extraction.truth(FIRST));
        } finally {
            elsewhere.stop(0);
        }
    }

    static Stream<Arguments> pagesWithoutItems() {
        return Stream.of(
                Arguments.of("no items: they are not there", page(page -> page.remove("items"))),
                Arguments.of("no items: they are null", page(page -> page.putNull("items"))),
                Arguments.of("no items: they are no list", page(page -> page.putObject("items"))),
                Arguments.of("JSON that is no object", Fault.answer(200, Map.of(), "null")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesWithoutItems")
    void aPageWithoutItemsIsAskedForAgainThenAFailureWithANameAndNotAnEmptyPlaylist(String what, Fault fault)
            throws Exception {
        try (var extraction = Extraction.of(folder, Map.of())) {
            extraction.spotify.fault("/v1/playlists/" + FIRST + "/items", 99, fault);

            var run = extraction.run();

            assertThat(run.outcome()).as(what).isEqualTo(Outcome.PARTLY);
            assertThat(run.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.object()).isEqualTo(FIRST);
                assertThat(failure.message()).contains(FIRST, what, "asked for 7 times");
            });
            assertThat(extraction.callsFor(FIRST)).hasSize(1 + 1 + Extraction.RETRIES);
            assertThat(extraction.storedIds()).isEqualTo(idsWithout(FIRST));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 49, 131, 1_000_000})
    void aTotalThatLiesNeitherLosesEntriesNorAsksForEver(int total) throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(ITEMS, 99, page(page -> page.put("total", total)));

            extraction.run();

            assertThat(extraction.rawOf(FIRST).entries()).isEqualTo(extraction.truth(FIRST));
            // Where whole pages come empty, two reads have to agree.
            int reads = total > 1_000 ? 2 : 1;
            assertThat(extraction.callsFor(FIRST))
                    .as("with what follows on the last entry")
                    .hasSizeLessThanOrEqualTo(1 + reads * (PAGES_OF_FIRST + 5 + 1));
            assertThat(extraction.rawOf(FIRST).header().path("consistent").asBoolean())
                    .isTrue();
            assertThat(extraction.rawOf(FIRST).header().path("missing").asInt())
                    .isEqualTo(Math.max(0, total - extraction.truth(FIRST).size()));
        }
    }

    /** The first page or another one, once or as long as the list is read. */
    @ParameterizedTest
    @CsvSource({"0, 1", "2, 1", "0, 99"})
    void anEmptyPageBeforeTheEndIsNotTakenForTheEnd(int goodPages, int times) throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(ITEMS, goodPages, right -> right);
            extraction.spotify.fault(ITEMS, times, page(page -> page.putArray("items")));

            RunSummary run = extraction.run();

            assertThat(run.playlistsRead()).isEqualTo(1);
            boolean passing = times == 1;
            assertThat(extraction.rawOf(FIRST).header().path("consistent").asBoolean())
                    .isEqualTo(passing);
            assertThat(extraction.rawOf(FIRST).entries()).isEqualTo(passing ? extraction.truth(FIRST) : List.of());
            extraction.markTransformed();
            assertThat(extraction.run().playlistsUnchanged())
                    .as("remembered, or read again by the next run")
                    .isEqualTo(passing ? 1 : 0);
        }
    }

    @Test
    void withoutATotalThePagesEndWithAnEmptyOne() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(ITEMS, 99, page(page -> page.remove("total")));

            extraction.run();

            assertThat(extraction.rawOf(FIRST).entries()).isEqualTo(extraction.truth(FIRST));
        }
    }

    @Test
    void aPlaylistThatNeverEndsIsAFailure() throws Exception {
        try (var extraction = Extraction.of(folder, Map.of())) {
            extraction.spotify.fault("/v1/playlists/" + FIRST + "/items", Integer.MAX_VALUE, page(page -> {
                ArrayNode items = page.putArray("items");
                for (int i = 0; i < 10_000; i++) {
                    items.add(page.path("offset").asInt() + i);
                }
                page.put("total", Integer.MAX_VALUE);
            }));

            var run = extraction.run();

            assertThat(run.outcome()).isEqualTo(Outcome.PARTLY);
            assertThat(run.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                    .contains(FIRST, "does not end"));
            assertThat(extraction.callsFor(FIRST)).hasSize(1 + 11);
            assertThat(extraction.storedIds()).isEqualTo(idsWithout(FIRST));
        }
    }

    private static String snapshotId(Truth playlist) {
        return ((Truth.Playlist) playlist).snapshotId();
    }

    private static Fault page(java.util.function.Consumer<ObjectNode> change) {
        return Fault.json((JsonNode body) -> {
            change.accept((ObjectNode) body);
            return body;
        });
    }
}
