package io.caravan.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import io.caravan.lake.Lake;
import io.caravan.settings.Settings;
import io.caravan.settings.SettingsFolder;
import io.caravan.spotify.PlaylistIds;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beans are made as Camel makes them, as far as these files go; what only Camel understands is told. */
class DeclaredBeansTest {
    private static final String IDS = "37i9dQZF1DXcBWIGoYBM5M";

    @TempDir
    Path empty;

    private SettingsFolder folder;

    @BeforeEach
    void folder() {
        folder = SettingsFolder.in(empty);
    }

    private DeclaredBeans beans() {
        return new DeclaredBeans(empty.resolve("routes"), Settings.load(empty, "local", Map.of(), Map.of()), Map.of());
    }

    private DeclaredBeans declared(String bean) {
        folder.route("beans.camel.yaml", "- beans:\n" + bean.indent(4));
        return beans();
    }

    private static String ids(String value) {
        return """
                - name: playlistIds
                  type: io.caravan.spotify.PlaylistIds
                  constructors:
                    0: "%s"
                """.formatted(value);
    }

    @Test
    void thoseThatShipAreMadeOnceAndClosed() {
        folder.beans();
        try (var beans = beans()) {
            assertThat(beans.bean("lake", Lake.class)).isSameAs(beans.bean("lake", Lake.class));
        }
    }

    @Test
    void aPlaceholderMayHaveADefaultAndOneThatNothingFillsIsTold() {
        assertThat(declared(ids("{{my.list:%s}}".formatted(IDS)))
                        .bean("playlistIds", PlaylistIds.class)
                        .ids())
                .containsExactly(IDS);
        assertThatThrownBy(() -> declared(ids("{{my.list}}")).bean("playlistIds", PlaylistIds.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("playlistIds", "my.list has no value");
    }

    @Test
    void aBeanMayStandInAnyFileOfTheRoutes() {
        folder.route("mine.camel.yaml", "- beans:\n" + ids(IDS).indent(4));
        assertThat(beans().bean("playlistIds", PlaylistIds.class).ids()).containsExactly(IDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|declares no bean playlistIds",
                "'# nothing'|declares no bean playlistIds",
                "'beans: []'|declares no bean playlistIds",
                "'- beans: [name: a: b]'|beans.camel.yaml cannot be read",
                "'- beans: [{name: playlistIds, type: io.caravan.spotify.PlaylistIds, script: x}]'|says script, which only routes understand",
                "'- beans: [{name: playlistIds, type: io.caravan.spotify.PlaylistIds}]'|nothing takes 0 values",
                "'- beans: [{name: playlistIds, type: of.nowhere.Ids}]'|cannot be made",
            })
    void whatCannotBeMadeEndsInASentence(String yaml, String sentence) {
        folder.route("beans.camel.yaml", yaml);
        assertThatThrownBy(() -> beans().bean("playlistIds", PlaylistIds.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence);
    }
}
