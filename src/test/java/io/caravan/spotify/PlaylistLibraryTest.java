package io.caravan.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd answers to the question which playlists the user has. */
class PlaylistLibraryTest {
    private final PlaylistLibrary library = new PlaylistLibrary(new PlaylistIds("me"), new SpotifySignIn());
    private final PlaylistLibrary.Read read = new PlaylistLibrary.Read();

    private static byte[] json(String text) {
        return text.getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "{\"id\":null}", "{\"id\":7}"})
    void aUserWithoutAnIdIsNotTheOwnerOfListsWithoutOne(String answer) {
        assertThatThrownBy(() -> library.acceptUser(read, json(answer)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("does not say who the user is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"total\":120}", "[]", "null", "{\"total\":0,\"items\":null}", "{\"items\":{}}"})
    void anAnswerWithoutAListIsNotAnEmptyLibrary(String answer) throws Exception {
        library.acceptUser(read, json("{\"id\":\"u\"}"));
        assertThatThrownBy(() -> library.acceptPage(read, json(answer)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("holds no list");
    }

    @Test
    void rowsThatAreNullOrEmptyCountAsRows() throws Exception {
        library.acceptUser(read, json("{\"id\":\"u\"}"));
        library.acceptPage(
                read,
                json("{\"total\":4,\"items\":[null,{},{\"id\":\"a\",\"owner\":{\"id\":\"u\"}},"
                        + "{\"id\":\"b\",\"owner\":{\"id\":\"v\"}}]}"));
        assertThat(read.isOpen()).isFalse();
        assertThat(library.ids(read)).containsExactly("a");
    }
}
