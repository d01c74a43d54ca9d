package io.caravan.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedPlaylistsTest {
    private static final String TOP = "37i9dQZEVXbMDoHDwVN2tF";
    private static final String CHILL = "0123456789abcdefghijkl";
    private static final NamedPlaylists NAMED = NamedPlaylists.of(
            "top_*.json=" + TOP + ", chill/????.json=spotify:playlist:" + CHILL + ",dt=*/x.(1).json=" + CHILL);

    private static String id(NamedPlaylists named, String key) {
        return named.idOf(new RawKey("raw_data/to_processed/" + key, DayFirst.UNTOLD))
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "top_2024.json," + TOP,
        "a/top_.json," + TOP,
        "atop_.json,none",
        "top_xjson,none",
        "chill/2024.json," + CHILL,
        "chill/20241.json,none",
        "2024.json,none",
        "dt=2024-01-01/x.(1).json," + CHILL,
    })
    void anObjectIsOfThePlaylistWhosePatternItsNameOrItsPathFits(String key, String id) {
        assertThat(id(NAMED, key)).isEqualTo(id);
    }

    @Test
    void withoutAPatternNoObjectIsNamed() {
        for (String setting : new String[] {"", " ", null}) {
            assertThat(id(NamedPlaylists.of(setting), "top_2024.json")).isEqualTo("none");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"top", "=" + TOP, "top=", "top=short", "a=" + TOP + ",", "a=" + TOP + "x"})
    void whatIsNoPatternWithAnIdIsAnErrorThatNamesIt(String setting) {
        assertThatThrownBy(() -> NamedPlaylists.of(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not of the form name=id");
    }

    @Test
    void theIdOfTheContentComesFirstThenThePatternThenTheKeys() throws Exception {
        var transform = new SnapshotTransform(UserIds.KEEP, null, "*=" + TOP);
        var source = new RawSource("raw_data/to_processed/" + CHILL + ".json", Transforming.SEEN);
        String page = Transforming.page(Transforming.entry("t1"));

        assertThat(transform
                        .read(source, new ByteArrayInputStream(page.getBytes(UTF_8)))
                        .playlists())
                .extracting(PlaylistRead::id)
                .containsExactly(TOP);
        String told = page.replaceFirst("\\{", "{\"playlist_id\":\"" + CHILL + "\",");
        assertThat(transform
                        .read(source, new ByteArrayInputStream(told.getBytes(UTF_8)))
                        .playlists())
                .extracting(PlaylistRead::id)
                .containsExactly(CHILL);
    }
}
