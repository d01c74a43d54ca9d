package io.caravan.spotify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
    private static HttpOperationFailedException refusal(int status, String body) {
        return new HttpOperationFailedException("http://localhost/", status, "No", null, Map.of(), body);
    }

    @Test
    void whereNoPlaylistWasAskedForItIsTheLibraryThatIsRefused() {
        assertThat(new Refusals().explain(null, refusal(403, "Insufficient client scope")))
                .startsWith("The user's library: the sign-in lacks the scopes ")
                .endsWith(" (Spotify answered 403 Insufficient client scope)");
        assertThat(new Refusals().explain("p1", refusal(404, null)))
                .startsWith("Playlist p1: there is none of this id ")
                .endsWith(" (Spotify answered 404 )");
    }

    @ParameterizedTest
    @CsvSource({
        "401, no, spotify.client-secret",
        "403, Active Premium subscription required, the owner of the app needs",
        "403, Insufficient client scope, lacks the scopes",
        "403, the user may not be registered, dashboard of developer.spotify.com",
        "403, Forbidden, owns or collaborates on",
        "404, Not found, make the playlist public",
        "429, Too many, rate limit was still reached",
        "499, Teapot, did not accept the call",
        "500, Oops, Spotify was failing",
        "503, Away, Spotify was failing"
    })
    void eachRefusalHasItsRemedy(int status, String body, String remedy) {
        assertThat(Refusals.words("p1", status, body, null))
                .contains(remedy, "(Spotify answered " + status + " " + body + ")");
    }

    @Test
    void spotifysOwnListsAreClosed() {
        assertThat(Refusals.words("37i9dQZF1DXcBWIGoYBM5M", 404, "Not found", null))
                .contains("editorial or algorithmic");
    }

    @Test
    void aLongAnswerIsCut() {
        assertThat(Refusals.words("p1", 400, "x".repeat(5_000), null)).endsWith(" 400 " + "x".repeat(200) + ")");
    }
}
