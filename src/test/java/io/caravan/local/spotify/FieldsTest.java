package io.caravan.local.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String PLAYLIST = """
            {"id": "p", "name": "n", "owner": {"id": "o", "type": "user"},
             "tracks": {"total": 2, "items": [
               {"added_at": "t", "track": {"id": "1", "track": true, "album": {"name": "a", "href": "h", "type": "album"}}},
               {"added_at": null, "track": null}]}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id,name                                  | {"id":"p","name":"n"}
            name,owner(id)                           | {"name":"n","owner":{"id":"o"}}
            owner.id, id                             | {"id":"p","owner":{"id":"o"}}
            tracks(total,items(track(id)))           | {"tracks":{"total":2,"items":[{"track":{"id":"1"}},{"track":null}]}}
            tracks.items.track.track                 | {"tracks":{"items":[{"track":{"track":true}},{"track":null}]}}
            tracks.items(added_at,track.album.name)  | {"tracks":{"items":[{"added_at":"t","track":{"album":{"name":"a"}}},{"added_at":null,"track":null}]}}
            tracks.items(track(album(!name,href)))   | {"tracks":{"items":[{"track":{"album":{"type":"album"}}},{"track":null}]}}
            !tracks,owner                            | {"id":"p","name":"n"}
            nothing                                  | {}
            """)
    void onlyWhatIsNamedRemains(String fields, String expected) throws Exception {
        assertThat(FieldsParameter.parse(fields).filter(MAPPER.readTree(PLAYLIST)))
                .isEqualTo(MAPPER.readTree(expected));
    }

    @Test
    void theUnfilteredObjectStaysAsItWas() throws Exception {
        var playlist = MAPPER.readTree(PLAYLIST);

        FieldsParameter.parse("tracks.items(!track)").filter(playlist);

        assertThat(playlist).isEqualTo(MAPPER.readTree(PLAYLIST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"items(track", "items)", "items(track))", "a(b)c"})
    void parenthesesThatDoNotMatchAreRefused(String fields) {
        assertThatThrownBy(() -> FieldsParameter.parse(fields)).hasMessage("Invalid fields");
    }
}
