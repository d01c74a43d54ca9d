package io.caravan.spotify;

import static io.caravan.spotify.Extraction.FIRST;
import static io.caravan.spotify.Extraction.ITEMS;
import static io.caravan.spotify.Extraction.PAGES_OF_FIRST;
import static io.caravan.spotify.Extraction.RETRIES;
import static io.caravan.spotify.Extraction.TOKEN;
import static io.caravan.spotify.Extraction.idsWithout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.FailureWords;
import io.caravan.failure.Outcome;
import io.caravan.local.spotify.Call;
import io.caravan.local.spotify.Fault;
import io.caravan.run.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of an extraction when Spotify refuses, fails or answers nonsense. */
@Timeout(300)
class ExtractionFailureTest {
    private static final String ITEMS_OF_FIRST = "/v1/playlists/" + FIRST + "/items";
    private static final int CALLS_OF_FIRST = 2 + PAGES_OF_FIRST;

    @TempDir
    Path folder;

    @Test
    void playlistsThatAreRefusedDoNotKeepTheOthersFromArriving() throws Exception {
        String editorial = "37i9dQZEVXbMDoHDwVN2tF";
        String missing = "0000000000000000000000";
        try (var extraction = Extraction.withAlso(folder, editorial, missing)) {
            extraction.spotify.fault("/v1/playlists/" + FIRST + "/(items|tracks)", 99, Fault.status(403, "Forbidden"));

            var run = extraction.run();

            assertThat(run.outcome()).isEqualTo(Outcome.PARTLY);
            assertThat(run.playlistsFailed()).isEqualTo(3);
            assertThat(run.deadLetters()).isZero();
            assertThat(extraction.storedIds()).isEqualTo(idsWithout(FIRST));
            assertThat(run.failures())
                    .extracting(Failure::stage, Failure::object)
                    .containsExactlyInAnyOrder(
                            tuple("extract-playlists", FIRST),
                            tuple("extract-playlists", editorial),
                            tuple("extract-playlists", missing));
            assertThat(FailureWords.of(run.failures(), FIRST))
                    .contains("development mode", "owns or collaborates on", "403");
            assertThat(FailureWords.of(run.failures(), editorial)).contains("editorial", "2024-11-27", "404");
            assertThat(FailureWords.of(run.failures(), missing)).contains("check the id", "404");
            assertThat(extraction.callsFor(FIRST))
                    .as("the older path is tried as well")
                    .hasSize(3);
            assertThat(extraction.callsFor(editorial)).hasSize(1);
            assertThat(extraction.callsFor(missing)).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Active premium subscription required for the owner of the app., needs an active Premium subscription",
        "Insufficient client scope, playlist-read-private",
        "User not registered in the Developer Dashboard, not registered for the app"
    })
    void each403HasItsRemedy(String said, String remedy) throws Exception {
        try (var extraction = Extraction.of(folder, Map.of())) {
            extraction.spotify.fault("/v1/playlists/" + FIRST, 1, Fault.status(403, said));

            var run = extraction.run();

            assertThat(FailureWords.of(run.failures(), FIRST)).contains(remedy, said);
            assertThat(extraction.callsFor(FIRST)).hasSize(1);
        }
    }

    @Test
    void aTokenThatDiesOnTheWayIsReplacedOnce() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(ITEMS, 1, Fault.status(401, "The access token expired"));

            assertThat(extraction.run().outcome()).isEqualTo(Outcome.OK);

            assertThat(extraction.tokenCalls()).isEqualTo(2);
            assertThat(extraction.callsFor(FIRST)).hasSize(CALLS_OF_FIRST + 1);
            assertThat(extraction.rawOf(FIRST).entries()).isEqualTo(extraction.truth(FIRST));
        }
    }

    @Test
    void aTokenThatDiesAfterServerErrorsIsReplacedToo() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(ITEMS, 3, Fault.status(503, "Service unavailable"));
            extraction.spotify.fault(ITEMS, 1, Fault.status(401, "The access token expired"));

            assertThat(extraction.run().outcome()).isEqualTo(Outcome.OK);

            assertThat(extraction.tokenCalls()).isEqualTo(2);
            assertThat(extraction.rawOf(FIRST).entries()).isEqualTo(extraction.truth(FIRST));
        }
    }

    @Test
    void aTokenWhoseHourIsOverIsReplacedBeforeItIsUsed() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(request -> "50".equals(request.query().get("offset")), 1, right -> {
                extraction.clock().advance(Duration.ofMinutes(59));
                return right;
            });

            assertThat(extraction.run().outcome()).isEqualTo(Outcome.OK);

            assertThat(extraction.tokenCalls()).isEqualTo(2);
            assertThat(extraction.spotify.apiCalls()).extracting(Call::status).containsOnly(200);
        }
    }

    @Test
    void tokensThatAreRefusedAgainAndAgainEndThePlaylistAfterOneNewToken() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(ITEMS, 99, Fault.status(401, "Access token missing"));

            var run = extraction.run();

            assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(FailureWords.of(run.failures(), FIRST)).contains("also a new one", "spotify.client-id");
            assertThat(extraction.callsFor(FIRST)).hasSize(1 + 2);
            assertThat(extraction.tokenCalls()).isEqualTo(2);
        }
    }

    @Test
    void aWrongSecretIsAConfigurationErrorThatIsAskedForOnce() throws Exception {
        try (var extraction = Extraction.of(folder, Map.of("spotify.client-secret", "wrong"))) {
            var run = extraction.run();

            assertThat(run.outcome()).isEqualTo(Outcome.CONFIGURATION);
            assertThat(run.failures()).hasSize(1).allSatisfy(failure -> assertThat(failure.message())
                    .contains("spotify.client-id", "spotify.client-secret", "invalid_client")
                    .doesNotContain("wrong"));
            assertThat(extraction.tokenCalls()).isEqualTo(1);
            assertThat(extraction.spotify.apiCalls()).isEmpty();

            extraction.waitSinceLastRun(Duration.ofHours(1));
            extraction.run();
            assertThat(extraction.tokenCalls()).as("the next run asks again").isEqualTo(2);
        }
    }

    static Stream<Arguments> tokenFaults() {
        return Stream.of(
                Arguments.of("503", Fault.status(503, "Service unavailable")),
                Arguments.of("429", Fault.rateLimited("1")),
                Arguments.of("reset", Fault.reset()),
                Arguments.of("truncated", Fault.truncated()),
                Arguments.of("HTML", Fault.html()),
                Arguments.of("empty", Fault.empty()),
                Arguments.of("malformed", Fault.malformed()),
                Arguments.of("a list", Fault.answer(200, Map.of(), "[]")),
                Arguments.of("no token", Fault.answer(200, Map.of(), "{}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokenFaults")
    void aSignInThatFailsForAWhileIsTriedAgain(String what, Fault fault) throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(TOKEN, RETRIES, fault);

            assertThat(extraction.run().outcome()).as(what).isEqualTo(Outcome.OK);

            assertThat(extraction.tokenCalls()).isEqualTo(RETRIES + 1);
            assertThat(extraction.rawOf(FIRST).entries()).isEqualTo(extraction.truth(FIRST));
        }
    }

    @Test
    void aTokenWithoutALifetimeIsUsedForTheUsualHour() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(
                    TOKEN, 1, Fault.json((JsonNode body) -> ((ObjectNode) body).without("expires_in")));

            assertThat(extraction.run().outcome()).isEqualTo(Outcome.OK);

            assertThat(extraction.tokenCalls()).isEqualTo(1);
        }
    }

    @Test
    void aSignInThatStaysAwayIsOneFailure() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(TOKEN, 99, Fault.status(500, "Server error"));

            var run = extraction.run();

            assertThat(run.outcome()).isEqualTo(Outcome.PARKED);
            assertThat(run.failures()).hasSize(1);
            assertThat(FailureWords.of(run.failures(), "")).contains("sign-in", "500");
            assertThat(extraction.tokenCalls()).isEqualTo(RETRIES + 1);
            assertThat(extraction.spotify.apiCalls()).isEmpty();
        }
    }

    @Test
    void aShortRateLimitIsWaitedOutAsLongAsAsked() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(ITEMS, 1, Fault.rateLimited("1"));
            long start = System.nanoTime();

            assertThat(extraction.run().outcome()).isEqualTo(Outcome.OK);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(extraction.callsFor(FIRST)).hasSize(CALLS_OF_FIRST + 1);
            assertThat(extraction.rawOf(FIRST).entries()).isEqualTo(extraction.truth(FIRST));
        }
    }

    @Test
    void theQuotaParksAllPlaylistsUntilItsTimeIsOver() throws Exception {
        try (var extraction = Extraction.of(folder, Map.of("spotify.concurrency", "1"))) {
            extraction.spotify.fault(ITEMS, 99, Fault.rateLimited("83276"));

            var run = extraction.run();

            assertThat(run.outcome()).isEqualTo(Outcome.PARKED);
            assertThat(run.playlistsFailed()).isEqualTo(4);
            assertThat(run.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                    .contains("no call goes out before 2026-11-22T05:07:5"));
            assertThat(extraction.spotify.apiCalls()).hasSize(2);
            assertThat(extraction.raw()).isEmpty();

            extraction.clock().advance(Duration.ofHours(23));
            assertThat(extraction.run().outcome()).isEqualTo(Outcome.PARKED);
            assertThat(extraction.spotify.apiCalls()).hasSize(2);

            extraction.spotify.clearFaults();
            extraction.clock().advance(Duration.ofMinutes(10));
            assertThat(extraction.run().outcome()).isEqualTo(Outcome.OK);
            assertThat(extraction.storedIds()).isEqualTo(idsWithout());
        }
    }

    static Stream<Arguments> faultsThatPass() {
        return Stream.of(
                Arguments.of("502", Fault.status(502, "Bad gateway.")),
                Arguments.of("429 without Retry-After", Fault.rateLimited(null)),
                Arguments.of("429 with Retry-After 0", Fault.rateLimited("0")),
                Arguments.of("429 with garbage", Fault.rateLimited("soon")),
                Arguments.of("truncated", Fault.truncated()),
                Arguments.of("reset", Fault.reset()),
                Arguments.of("HTML", Fault.html()),
                Arguments.of("empty", Fault.empty()),
                Arguments.of("malformed", Fault.malformed()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsThatPass")
    void aBurstOfFaultsIsOutlived(String what, Fault fault) throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault("/v1/playlists/[^/]+", 2, fault);
            extraction.spotify.fault(request -> "50".equals(request.query().get("offset")), RETRIES, fault);

            var run = extraction.run();

            assertThat(run.outcome()).as(what).isEqualTo(Outcome.OK);
            assertThat(run.failures()).isEmpty();
            assertThat(run.deadLetters()).isZero();
            assertThat(extraction.callsFor(FIRST)).hasSize(CALLS_OF_FIRST + 2 + RETRIES);
            assertThat(extraction.rawOf(FIRST).entries()).isEqualTo(extraction.truth(FIRST));
            assertThat(extraction.rawOf(FIRST).header().path("consistent").booleanValue())
                    .isTrue();
        }
    }

    static Stream<Arguments> faultsThatStay() {
        return Stream.of(
                Arguments.of(Fault.status(503, "Service unavailable"), "did not recover within the retries"),
                Arguments.of(Fault.rateLimited(null), "rate limit was still reached"),
                Arguments.of(Fault.reset(), "Spotify closed the connection without an answer (/v1/playlists/"),
                Arguments.of(Fault.truncated(), "Spotify broke its answer off (/v1/playlists/"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("faultsThatStay")
    void aFaultThatStaysCostsEachRetryOnceAndIsNotedOnce(Fault fault, String words) throws Exception {
        try (var extraction = Extraction.of(folder, Map.of())) {
            extraction.spotify.fault(ITEMS_OF_FIRST, 999, fault);

            var run = extraction.run();

            assertThat(run.outcome()).isEqualTo(Outcome.PARTLY);
            assertThat(run.failures()).hasSize(1);
            assertThat(run.playlistsFailed()).isEqualTo(1);
            assertThat(FailureWords.of(run.failures(), FIRST)).contains(words);
            assertThat(extraction.callsFor(FIRST)).hasSize(1 + 1 + RETRIES);
            assertThat(extraction.storedIds()).isEqualTo(idsWithout(FIRST));

            extraction.spotify.clearFaults();
            extraction.markTransformed();
            var second = extraction.run();
            assertThat(second.outcome()).isEqualTo(Outcome.OK);
            assertThat(second.playlistsRead()).isEqualTo(1);
            assertThat(extraction.rawOf(FIRST).entries()).isEqualTo(extraction.truth(FIRST));
        }
    }

    @Test
    void anAnswerThatStaysUnreadableIsKeptAsADeadLetter() throws Exception {
        try (var extraction = Extraction.of(folder, Map.of())) {
            extraction.spotify.fault(ITEMS_OF_FIRST, 999, Fault.html());

            var run = extraction.run();

            assertThat(run.outcome()).isEqualTo(Outcome.PARTLY);
            assertThat(run.failures()).hasSize(1);
            assertThat(FailureWords.of(run.failures(), FIRST)).contains("200", "no JSON");
            assertThat(run.deadLetters()).isEqualTo(1);
            assertThat(extraction.callsFor(FIRST)).hasSize(1 + 1 + RETRIES);
            assertThat(extraction.storedIds()).isEqualTo(idsWithout(FIRST));
            var letters = extraction.objects("dead_letter");
            assertThat(letters).hasSize(2);
            String letter = letters.keySet().iterator().next();
            assertThat(letter).matches("dead_letter/extract-playlists/[0-9a-f]{12}/" + FIRST);
            assertThat(letters.get(letter)).isEqualTo("<!DOCTYPE html><title>Please wait</title>");
            JsonNode error = new ObjectMapper().readTree(letters.get(letter + ".error.json"));
            assertThat(error.path("stage").asText()).isEqualTo("extract-playlists");
            assertThat(error.path("object").asText()).isEqualTo(FIRST);
            assertThat(error.path("run_id").asText()).isEqualTo(run.runId());
            assertThat(error.path("attempts").asInt()).isEqualTo(1 + RETRIES);
            assertThat(error.path("message").asText()).contains("no JSON", FIRST);
            assertThat(error.path("at").asText()).startsWith("2026-11-21T06:00:");
        }
    }
}
