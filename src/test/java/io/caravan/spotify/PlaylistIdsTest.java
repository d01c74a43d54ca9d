package io.caravan.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaylistIdsTest {
    private static final String ID = "37i9dQZEVXbMDoHDwVN2tF";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "spotify:playlist:%s",
                "spotify:user:somebody:playlist:%s",
                "https://open.spotify.com/playlist/%s",
                "http://open.spotify.com/playlist/%s",
                "https://open.spotify.com/playlist/%s?si=1a2b3c4d5e6f&pt=x",
                "https://open.spotify.com/playlist/%s/",
                "https://open.spotify.com/playlist/%s#there",
                "https://open.spotify.com/intl-de/playlist/%s?si=1",
                "https://open.spotify.com/embed/playlist/%s",
                "https://open.spotify.com/user/some.body/playlist/%s",
                "  %s\t,"
            })
    void aPlaylistMayBeWrittenInAnyForm(String form) {
        assertThat(new PlaylistIds(form.formatted(ID)).ids()).containsExactly(ID);
    }

    @Test
    void anIdCountsOnceAndTheOrderIsKept() {
        String other = "0000000000000000000000";
        assertThat(new PlaylistIds(ID + ", spotify:playlist:" + other + "\n https://open.spotify.com/playlist/" + ID
                                + "?si=1," + other)
                        .ids())
                .containsExactly(ID, other);
    }

    @Test
    void upperAndLowerCaseAreTwoPlaylists() {
        assertThat(new PlaylistIds(ID + "," + ID.toLowerCase(Locale.ROOT)).ids())
                .hasSize(2);
    }

    @Test
    void everyWrongWordIsNamed() {
        assertThatThrownBy(() -> new PlaylistIds(ID + ",short,spotify:album:" + ID + ",https://example.com/playlist/"
                        + ID + "," + ID + "x,../../" + ID))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("spotify.playlists: ")
                .hasMessageContaining("'short', 'spotify:album:" + ID + "', 'https://example.com/playlist/" + ID
                        + "', '" + ID + "x', '../../" + ID + "'")
                .hasMessageContaining("22 letters and digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ", ,"})
    void noPlaylistAtAllIsWrong(String setting) {
        assertThatThrownBy(() -> new PlaylistIds(setting))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("spotify.playlists is empty");
    }
}
