package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.Patience;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.SignInException;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.local.spotify.SpotifySimulator;
import io.caravan.settings.Settings;
import io.caravan.spotify.UserLogin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Signing in a user, with an HTTP client in the place of the browser. */
@Timeout(300)
class LoginCommandTest {
    @TempDir
    Path folder;

    private final SpotifySimulator spotify =
            SpotifySimulator.start(SimulatorConfig.of(Catalogue.of(1, 1, 5, LocalDate.of(2026, 11, 20))));
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() {
        spotify.close();
    }

    @Test
    void theRefreshTokenIsKeptInTheFileAndRenewsTheSignIn() throws Exception {
        assertThat(login(page -> get(page), Map.of(), "--port", "0")).isZero();

        JsonNode file = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("token.json")));
        assertThat(refresh(file.path("refresh_token").asText())).contains("access_token");
        assertThat(file.path("consent_given_at").asText()).matches("20\\d\\d-.*Z");
        assertThat(err.toString())
                .contains("/authorize?", "code_challenge_method=S256", "The user's consent ends on")
                .contains("playlist-read-private", "playlist-read-collaborative");
        assertThat(out + "" + err).doesNotContain(file.path("refresh_token").asText());
    }

    @Test
    void theRefreshTokenCanBePrintedForASecretStore() throws Exception {
        assertThat(login(page -> get(page), Map.of(), "--port", "0", "--print")).isZero();

        String token = out.toString().replaceFirst("(?s)SPOTIFY_REFRESH_TOKEN=(\\S+).*", "$1");
        assertThat(refresh(token)).contains("access_token");
        assertThat(out.toString()).contains("SPOTIFY_CONSENT_GIVEN_AT=20");
        assertThat(folder.resolve("token.json")).doesNotExist();
    }

    @Test
    void theProfileLocalHasNobodyToSignIn() {
        assertThatThrownBy(() -> new LoginCommand().call())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("CAMEL_MAIN_PROFILE=prod");
    }

    @Test
    void aSettingThatWouldHideTheFileIsToldBefore() {
        assertThatThrownBy(() -> login(page -> {}, Map.of("spotify.refresh-token", "old"), "--port", "0"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("login --print");
    }

    @Test
    void anAnswerWithAnotherStateIsNoAnswer() throws Exception {
        try (var login = UserLogin.open(spotify.url(), "caravan-client", Patience.LIMIT, 0)) {
            assertThat(get(URI.create(login.redirect() + "?code=stolen&state=guessed"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(get(URI.create(login.redirect() + "?code=stolen")).statusCode())
                    .isEqualTo(400);
            assertThat(get(login.page()).statusCode()).isEqualTo(200);

            assertThat(refresh(login.refreshToken(Patience.LIMIT))).contains("access_token");
        }
    }

    @Test
    void aUserWhoRefusesIsTold() throws Exception {
        try (var login = UserLogin.open(spotify.url(), "caravan-client", Patience.LIMIT, 0)) {
            String state = login.page().getQuery().replaceFirst(".*state=([^&]+).*", "$1");
            get(URI.create(login.redirect() + "?error=access_denied&state=" + state));

            assertThatThrownBy(() -> login.refreshToken(Patience.LIMIT))
                    .isInstanceOf(SignInException.class)
                    .hasMessageContaining("access_denied");
        }
    }

    @Test
    void aCodeThatAnotherProgramAskedForIsRefused() throws Exception {
        try (var ours = UserLogin.open(spotify.url(), "caravan-client", Patience.LIMIT, 0);
                var other = UserLogin.open(spotify.url(), "caravan-client", Patience.LIMIT, 0)) {
            HttpResponse<String> redirect = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(other.page()).build(), BodyHandlers.ofString());
            String code =
                    redirect.headers().firstValue("Location").orElseThrow().replaceFirst(".*code=([^&]+).*", "$1");
            String state = ours.page().getQuery().replaceFirst(".*state=([^&]+).*", "$1");
            get(URI.create(ours.redirect() + "?code=" + code + "&state=" + state));

            assertThatThrownBy(() -> ours.refreshToken(Patience.LIMIT))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("invalid_grant");
        }
    }

    private int login(Consumer<URI> visitor, Map<String, String> more, String... arguments) throws Exception {
        var settings = new HashMap<>(Map.of(
                "spotify.client-id", "caravan-client",
                "spotify.accounts-url", spotify.url(),
                "spotify.token-file", folder.resolve("token.json").toString()));
        settings.putAll(more);
        var command = new LoginCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.login(
                Settings.load(Path.of(""), "prod", settings, Map.of()),
                visitor,
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private HttpResponse<String> get(URI page) {
        try {
            return browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String refresh(String token) throws Exception {
        String form = "grant_type=refresh_token&client_id=caravan-client&refresh_token=" + token;
        return browser.send(
                        HttpRequest.newBuilder(URI.create(spotify.url() + "/api/token"))
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
