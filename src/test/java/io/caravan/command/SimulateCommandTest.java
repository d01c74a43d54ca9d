package io.caravan.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravan.command.CaravanProcess.Result;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator alone, in an empty folder, as another program's CI starts it. */
class SimulateCommandTest {
    @TempDir
    Path folder;

    @Test
    void whatIsPrintedSignsInAndASignalEndsItWithoutAWord() throws Exception {
        try (var process = CaravanProcess.start(
                folder, Map.of(), "simulate", "--app-class=c", "--playlists=2", "--fault=GET /v1/me=429:3")) {
            await().atMost(Duration.ofMinutes(2)).until(() -> process.out().contains("SPOTIFY_PLAYLISTS="));
            Map<String, String> printed = process.out()
                    .lines()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            assertThat(printed)
                    .containsOnlyKeys(
                            "SPOTIFY_ACCOUNTS_URL",
                            "SPOTIFY_API_URL",
                            "SPOTIFY_CLIENT_ID",
                            "SPOTIFY_CLIENT_SECRET",
                            "SPOTIFY_REFRESH_TOKEN",
                            "SPOTIFY_PLAYLISTS");
            assertThat(printed.get("SPOTIFY_PLAYLISTS").split(",")).hasSize(2);

            String credentials = printed.get("SPOTIFY_CLIENT_ID") + ":" + printed.get("SPOTIFY_CLIENT_SECRET");
            HttpResponse<String> signedIn = send(HttpRequest.newBuilder(
                            URI.create(printed.get("SPOTIFY_ACCOUNTS_URL") + "/api/token"))
                    .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "grant_type=refresh_token&refresh_token=" + printed.get("SPOTIFY_REFRESH_TOKEN"))));
            assertThat(signedIn.statusCode()).isEqualTo(200);
            String token = signedIn.body().replaceFirst(".*\"access_token\":\"([^\"]+)\".*", "$1");
            URI me = URI.create(printed.get("SPOTIFY_API_URL") + "/v1/me");
            var asked = HttpRequest.newBuilder(me).header("Authorization", "Bearer " + token);
            assertThat(send(asked).statusCode()).isEqualTo(429);
            assertThat(send(asked).body()).contains("\"id\":\"caravan\"");

            process.terminate();
            Result result = process.await();
            assertThat(result.exitCode()).isEqualTo(143);
            assertThat(result.err())
                    .isEqualTo("Spotify is simulated at " + printed.get("SPOTIFY_API_URL")
                            + " for an app of class C; Ctrl-C ends it.\n");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--fault=52x | --fault: '52x' is no fault; give a status (503)",
                "--latency=5 | --latency: 5 is no time with its unit",
                "--day=tomorrow | --day: 'tomorrow' is no day; give it as yyyy-MM-dd",
                "--port=70000 | --port=70000 is none of 0 to 65535",
                "--entries=0 | --entries=0 is none of 1 to 100000",
                "--captured=nowhere | Cannot read the captured answers in nowhere"
            })
    void aWrongOptionIsToldInOneSentence(String option, String said) throws Exception {
        Result result = CaravanProcess.run(folder, "simulate", option);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).singleElement().asString().startsWith(said);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        request.header("Content-Type", "application/x-www-form-urlencoded")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
