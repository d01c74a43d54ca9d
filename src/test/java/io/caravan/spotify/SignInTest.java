package io.caravan.spotify;

import static io.caravan.spotify.Extraction.CATALOGUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.FailureWords;
import io.caravan.TestApplication;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.ParkedException;
import io.caravan.local.spotify.AppClass;
import io.caravan.local.spotify.Call;
import io.caravan.local.spotify.Fault;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sign-in of the app and of its user, with what may go wrong with it. */
@Timeout(300)
class SignInTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);

    @TempDir
    Path folder;

    @Test
    void aUsersTokenIsUsedWhereThereIsOneAndRenewedOnceForAllThreads() {
        try (var app = signedIn(Map.of())) {
            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
            assertThat(tokenCalls(app)).isEqualTo(1);

            app.clock.advance(Duration.ofMinutes(59).plusSeconds(1));
            app.request("direct:extract-playlists");
            assertThat(tokenCalls(app)).as("it dies within a minute").isEqualTo(2);

            app.clock.advance(Duration.ofDays(1));
            app.request("direct:extract-playlists");
            app.clock.advance(Duration.ofMinutes(5));
            app.spotify.expireAccessTokens();
            app.spotify.advanceTo(Extraction.DAY.plusDays(3));
            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
            assertThat(tokenCalls(app))
                    .as("all four threads met a 401, one asked")
                    .isEqualTo(4);
        }
    }

    @Test
    void aTokenOfASettingIsRenewedWithTheSecretAndOneOfLoginWithout() {
        try (var app = start(Map.of("spotify.client-secret", ""))) {
            app.bean("userToken", UserToken.class).setRefreshToken(app.spotify.signIn());
            app.request("direct:extract-playlists");
            assertThat(app.runs().summary().outcome()).isEqualTo(Outcome.OK);
        }
        try (var app = start(Map.of("spotify.client-secret", "wrong"))) {
            keep(app, app.spotify.signIn());
            app.request("direct:extract-playlists");
            assertThat(app.runs().summary().outcome()).isEqualTo(Outcome.OK);

            app.clock.advance(Duration.ofDays(1));
            app.bean("userToken", UserToken.class).setRefreshToken(app.spotify.signIn());
            app.request("direct:extract-playlists");
            assertThat(app.runs().summary().outcome())
                    .as("a setting wins over the file")
                    .isEqualTo(Outcome.CONFIGURATION);
        }
    }

    @Test
    void aRotatedTokenIsKeptBeforeItsAccessTokenIsUsed() throws Exception {
        try (var app = signedIn(Map.of())) {
            String first = file();
            app.spotify.rotateRefreshTokens();
            app.spotify.fault(
                    request -> {
                        if (request.path().startsWith("/v1/")) {
                            assertThat(file()).isNotEqualTo(first);
                        }
                        return false;
                    },
                    1,
                    right -> right);

            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
            assertThat(file()).isNotEqualTo(first).contains(consentDate());
            app.clock.advance(Duration.ofHours(2));
            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void aTokenOfASecretStoreIsFollowedByItsSuccessorUntilTheStoreHoldsAnotherOne() throws Exception {
        try (var app = start(Map.of("spotify.consent-given-at", "2026-11-01"))) {
            var token = app.bean("userToken", UserToken.class);
            String configured = app.spotify.signIn();
            token.setRefreshToken(configured);
            app.spotify.rotateRefreshTokens();

            app.request("direct:extract-playlists");
            assertThat(token.current()).isNotEqualTo(configured);
            assertThat(file()).contains("2026-11-01T00:00:00Z").doesNotContain(configured);
            app.clock.advance(Duration.ofHours(2));
            app.request("direct:extract-playlists");
            assertThat(app.runs().summary().outcome()).isEqualTo(Outcome.OK);

            token.setRefreshToken("another");
            assertThat(token.current()).isEqualTo("another");
        }
    }

    @Test
    void aFileThatCannotBeMadeIsNamed() throws Exception {
        var token = new UserToken();
        Path file = Files.writeString(folder.resolve("a-file"), "x").resolve("spotify-token.json");
        token.setFile(file.toString());

        assertThatThrownBy(() -> token.keep("secret", TestApplication.START))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("spotify.token-file", "cannot be kept in " + file);
    }

    @Test
    void theFileIsForItsOwnerOnly() throws Exception {
        var token = new UserToken();
        Path file = folder.resolve("deep/spotify-token.json");
        token.setFile(file.toString());

        token.keep("secret", TestApplication.START);
        token.keep("secret2", TestApplication.START);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryContaining(child -> child.equals(file));
        assertThat(file.getParent().toFile().list()).hasSize(1);
        assertThat(token.current()).isEqualTo("secret2");
        assertThat(token.consentGivenAt()).isEqualTo(TestApplication.START);
    }

    @Test
    void tok1TimeoutsAndServerErrorsOfTheSignInAreRetriedThenParked() {
        try (var app = signedIn(Map.of("spotify.timeout", "1s"))) {
            var backoff = app.bean("spotifyBackoff", RedeliveryPolicy.class);
            assertThat(backoff.isUseCollisionAvoidance()).as("jitter").isTrue();
            assertThat(backoff.isUseExponentialBackOff()).isTrue();
            app.spotify.fault("/api/token", 1, Fault.status(503, "Service unavailable"));
            app.spotify.fault("/api/token", 1, Fault.reset());
            app.spotify.fault("/api/token", 1, Fault.stall(FOR_EVER));
            app.spotify.fault("/api/token", 1, Fault.stalled());
            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
            assertThat(tokenCalls(app)).isEqualTo(5);

            app.clock.advance(Duration.ofHours(2));
            int calls = app.spotify.calls().size();
            app.spotify.fault("/api/token", 999, Fault.status(500, "Server error"));
            var run = app.extract();
            assertThat(run.outcome()).isEqualTo(Outcome.PARKED);
            assertThat(run.failures()).hasSize(1);
            assertThat(app.spotify.calls()).as("one try and all retries").hasSize(calls + 1 + Extraction.RETRIES);

            app.spotify.clearFaults();
            app.clock.advance(Duration.ofMinutes(2));
            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void tok1ASignInThatNeverAnswersIsGivenUpAndParked() {
        for (Fault silence : new Fault[] {Fault.stall(FOR_EVER), Fault.stalled()}) {
            try (var app = TestApplication.start(
                    folder.resolve("silence" + silence.hashCode()),
                    CATALOGUE,
                    Map.of("spotify.timeout", "300ms", "caravan.retries", "2"))) {
                app.spotify.fault("/api/token", 99, silence);
                app.drop("waiting.json", "{\"items\":[],\"total\":0}");

                RunSummary run = app.once();

                assertThat(run.exitCode()).isEqualTo(75);
                assertThat(FailureWords.all(run.failures())).contains("did not recover");
                assertThat(run.snapshotsLoaded()).as("what waited in the lake").isEqualTo(1);
                assertThat(tokenCalls(app)).as("one try and all retries").isEqualTo(3);
                assertThat(app.spotify.apiCalls()).isEmpty();
            }
        }
    }

    @Test
    void aRateLimitOfTheSignInIsWaitedOutWhereItIsShortAndParksEverythingWhereItIsLong() {
        try (var app = signedIn(Map.of())) {
            app.spotify.fault("/api/token", 1, Fault.rateLimited("1"));
            app.spotify.fault("/api/token", 1, Fault.rateLimited(null));
            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
            assertThat(tokenCalls(app)).isEqualTo(3);

            app.clock.advance(Duration.ofHours(2));
            app.spotify.fault("/api/token", 99, Fault.rateLimited("7200"));
            RunSummary run = app.extract();
            assertThat(run.exitCode()).isEqualTo(75);
            assertThat(FailureWords.all(run.failures())).contains("2026-11-21T10:00:0", "Saturday 10:00 UTC");
            assertThat(tokenCalls(app)).isEqualTo(4);
        }
        try (var app = start(Map.of())) {
            app.clock.advance(Duration.ofHours(3));
            assertThat(app.extract().outcome()).as("restarted").isEqualTo(Outcome.PARKED);
            assertThat(app.spotify.calls()).isEmpty();
        }
    }

    @Test
    void duringAPenaltyNoTokenIsAskedForEither() {
        try (var app = signedIn(Map.of("spotify.concurrency", "1"))) {
            app.spotify.fault("/v1/playlists/[^/]+/items", 1, right -> {
                app.spotify.expireAccessTokens();
                return Fault.rateLimited("7200").apply(right);
            });
            assertThat(app.extract().outcome()).isEqualTo(Outcome.PARKED);
            app.clock.advance(Duration.ofMinutes(61));
            var signIn = app.bean("spotifySignIn", SpotifySignIn.class);

            assertThatThrownBy(signIn::accessToken).isInstanceOf(ParkedException.class);
            assertThat(tokenCalls(app)).isEqualTo(1);
        }
    }

    @Test
    void tok2ARefusalThatAClockHoursAheadNotedDoesNotKeepAnybodyFromAsking() {
        try (var app = signedIn(Map.of())) {
            app.spotify.revokeConsent();
            app.clock.advance(Duration.ofHours(2));
            assertThat(app.extract().outcome()).isEqualTo(Outcome.PARKED);

            app.clock.advance(Duration.ofHours(-2));

            assertThat(app.extract().outcome()).isEqualTo(Outcome.SIGN_IN);
            assertThat(tokenCalls(app)).isEqualTo(2);
        }
    }

    @Test
    void tok2ARefusedConsentParksAndFiveMinutesLaterAsksForTheUser() {
        try (var app = signedIn(Map.of())) {
            app.spotify.revokeConsent();
            app.drop("waiting.json", "{\"items\":[],\"total\":0}");

            RunSummary first = app.once();
            assertThat(first.outcome()).isEqualTo(Outcome.PARKED);
            assertThat(FailureWords.all(first.failures())).contains("login", "2026-11-21T06:05:0");
            assertThat(first.snapshotsLoaded()).as("what waited in the lake").isEqualTo(1);
            assertThat(state(app)).contains("\"again\":false", "2026-11-21T06:00:0");

            app.clock.advance(Duration.ofMinutes(4));
            assertThat(app.extract().outcome()).isEqualTo(Outcome.PARKED);
            assertThat(tokenCalls(app)).as("not repeated hot").isEqualTo(1);
        }
        try (var app = start(Map.of())) {
            assertThat(app.extract().outcome()).as("restarted").isEqualTo(Outcome.PARKED);
            assertThat(tokenCalls(app)).isZero();

            app.clock.advance(Duration.ofMinutes(6));
            app.drop("waiting2.json", "{\"items\":[],\"total\":0}");
            RunSummary second = app.once();
            assertThat(second.outcome()).isEqualTo(Outcome.SIGN_IN);
            assertThat(second.exitCode()).isEqualTo(78);
            assertThat(FailureWords.all(second.failures())).contains("java -jar caravan.jar login");
            assertThat(second.snapshotsLoaded()).isEqualTo(1);
            assertThat(tokenCalls(app)).isEqualTo(1);
            assertThat(app.spotify.apiCalls()).isEmpty();

            assertThat(app.extract().outcome()).isEqualTo(Outcome.SIGN_IN);
            assertThat(tokenCalls(app)).as("no loop").isEqualTo(1);

            keep(app, app.spotify.signIn());
            assertThat(app.extract().outcome()).as("signed in again").isEqualTo(Outcome.OK);
        }
    }

    @Test
    void aFalseRefusalIsForgotten() {
        try (var app = signedIn(Map.of())) {
            String refused = "{\"error\":\"invalid_grant\",\"error_description\":\"Refresh token revoked\"}";
            app.spotify.fault("/api/token", 1, Fault.answer(400, Map.of(), refused));
            assertThat(app.extract().outcome()).isEqualTo(Outcome.PARKED);

            app.clock.advance(Duration.ofMinutes(6));
            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
            assertThat(app.lake().read("state/sign-in.json")).isNull();

            app.clock.advance(Duration.ofHours(2));
            app.spotify.fault("/api/token", 1, Fault.answer(400, Map.of(), refused));
            assertThat(app.extract().outcome()).as("a first one again").isEqualTo(Outcome.PARKED);
        }
    }

    @Test
    void aConsentDiesAfterSixMonthsWithoutAnyQuestion() {
        try (var app = signedIn(Map.of())) {
            app.clock.advance(Duration.ofDays(180));
            app.request("direct:extract-playlists");
            assertThat(app.runs().summary().outcome()).isEqualTo(Outcome.OK);

            int calls = app.spotify.calls().size();
            app.clock.advance(Duration.ofDays(1).plusMinutes(6));
            app.drop("waiting.json", "{\"items\":[],\"total\":0}");
            RunSummary run = app.once();
            assertThat(run.exitCode()).isEqualTo(78);
            assertThat(FailureWords.all(run.failures()))
                    .contains("consent ended on 2027-05-21", "login", "spotify.consent-given-at");
            assertThat(app.spotify.calls()).as("nobody was asked").hasSize(calls);
            assertThat(run.snapshotsLoaded()).as("what waited in the lake").isPositive();
        }
    }

    @Test
    void theEndOfAConsentIsToldThirtySevenAndOneDaysBefore() {
        var consent = new Consent(UserToken.time("2026-05-31"));
        assertThat(consent.endsAt()).isEqualTo("2026-11-30T00:00:00Z");
        assertThat(consent.warning(UserToken.time("2026-10-30"))).isZero();
        assertThat(consent.warning(UserToken.time("2026-10-31"))).isEqualTo(30);
        assertThat(consent.warning(UserToken.time("2026-11-22"))).isEqualTo(30);
        assertThat(consent.warning(UserToken.time("2026-11-23"))).isEqualTo(7);
        assertThat(consent.warning(UserToken.time("2026-11-29"))).isEqualTo(1);
        assertThat(consent.warning(UserToken.time("2026-12-24"))).isEqualTo(1);
        assertThat(consent.daysLeft(UserToken.time("2026-11-21"))).isEqualTo(9);
        assertThat(consent.words(UserToken.time("2026-11-21"))).contains("2026-11-30", "in 9 days", "login");
        assertThat(consent.words(UserToken.time("2026-06-21")))
                .contains("2026-11-30")
                .doesNotContain("login");
        assertThat(consent.words(UserToken.time("2026-12-21"))).contains("ended on 2026-11-30");
    }

    @Test
    void tok3AWrongSecretIsAConfigurationErrorAtOnce() {
        try (var app = start(Map.of("spotify.client-secret", "wrong"))) {
            var run = app.extract();
            assertThat(run.outcome()).isEqualTo(Outcome.CONFIGURATION);
            assertThat(run.failures()).hasSize(1);
            assertThat(FailureWords.all(run.failures()))
                    .contains("spotify.client-id", "spotify.client-secret", "invalid_client");
            assertThat(app.spotify.calls()).hasSize(1);
        }
    }

    @Test
    void tok4AClockThatIsTenMinutesOffAndATokenThatDiesMidRunCostOneRefreshEach() {
        for (Duration off : new Duration[] {Duration.ofMinutes(-10), Duration.ofMinutes(10)}) {
            try (var app = TestApplication.start(
                    folder.resolve("off" + off.toMinutes()),
                    CATALOGUE,
                    simulator -> simulator.with(AppClass.C).with(Clock.offset((Clock) simulator.clock(), off)),
                    Map.of("spotify.playlists", Extraction.FIRST))) {
                keep(app, app.spotify.signIn());
                app.spotify.fault(request -> "50".equals(request.query().get("offset")), 1, right -> {
                    app.clock.advance(Duration.ofMinutes(61));
                    return right;
                });

                assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
                assertThat(tokenCalls(app)).isEqualTo(2);
                assertThat(app.spotify.apiCalls()).extracting(Call::status).containsOnly(200);

                app.clock.advance(Duration.ofDays(1));
                app.request("direct:extract-playlists");
                app.clock.advance(Duration.ofDays(1));
                app.spotify.fault(request -> "50".equals(request.query().get("offset")), 1, right -> {
                    app.spotify.expireAccessTokens();
                    return right;
                });
                long before = tokenCalls(app);
                assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
                assertThat(tokenCalls(app)).as("at the start, and at the 401").isEqualTo(before + 2);
            }
        }
    }

    private TestApplication start(Map<String, String> properties) {
        return TestApplication.start(folder, CATALOGUE, simulator -> simulator.with(AppClass.B), properties);
    }

    private TestApplication signedIn(Map<String, String> properties) {
        var app = start(properties);
        keep(app, app.spotify.signIn());
        return app;
    }

    private static void keep(TestApplication app, String refreshToken) {
        app.bean("userToken", UserToken.class).keep(refreshToken, app.clock.instant());
    }

    private String file() {
        try {
            return Files.readString(folder.resolve("spotify-token.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String consentDate() {
        return LocalDate.ofInstant(TestApplication.START, ZoneOffset.UTC).toString();
    }

    private static String state(TestApplication app) {
        return new String(app.lake().read("state/sign-in.json"), StandardCharsets.UTF_8);
    }

    private static long tokenCalls(TestApplication app) {
        return app.spotify.calls().stream()
                .filter(call -> call.path().equals("/api/token"))
                .count();
    }
}
