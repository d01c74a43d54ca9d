package io.caravan.local.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults as a command line names them. */
class PlannedFaultTest {
    private SpotifySimulator simulator;
    private SpotifyClient client;

    @BeforeEach
    void start() throws Exception {
        simulator = SpotifySimulator.start(SimulatorConfig.of(Catalogue.of(1, 2, 10, LocalDate.parse("2026-11-30"))));
        client = new SpotifyClient(simulator).asUser();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aStatusComesOnceAndNotForATokenThenTheRightAnswer() throws Exception {
        simulator.fault(PlannedFault.parse("503"));
        client.asUser();
        assertThat(client.get("/v1/me").statusCode()).isEqualTo(503);
        assertThat(client.get("/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void aStatusHasItsRetryAfterAndComesAsOftenAsItSays() throws Exception {
        simulator.fault(PlannedFault.parse("429:3x2"));
        for (int i = 0; i < 2; i++) {
            var answer = client.get("/v1/me");
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("3");
        }
        assertThat(client.get("/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void aFaultOfSomeRequestsLeavesTheOthersAlone() throws Exception {
        simulator.fault(PlannedFault.parse("GET /v1/me/.*=404"));
        simulator.fault(PlannedFault.parse("POST /v1/me=500"));
        assertThat(client.get("/v1/me").statusCode()).isEqualTo(200);
        assertThat(client.get("/v1/me/playlists").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "truncated"})
    void aBrokenAnswerBreaksOffAtTheClient(String what) throws Exception {
        simulator.fault(PlannedFault.parse("/v1/me=" + what + "x9"));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> client.get("/v1/me")))
                .isInstanceOf(java.io.IOException.class);
    }

    @Test
    void aStallIsTheRightAnswerLater() {
        Answer right = Answer.of(200, Answer.JSON, "{}");
        Answer late = PlannedFault.parse("stall:10s").fault().apply(right);
        assertThat(late.delay()).hasSeconds(10);
        assertThat(late.body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "200", "503x", "x2", "stall", "stall:5", "me=503", "/(=503", "503:a"})
    void anotherTextIsRefusedInWords(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlannedFault.parse(text))
                .withMessageMatching(
                        "(?s).*(is no fault; give a status|is no regular expression|is no time with its unit).*");
    }
}
