package io.caravan.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNoticesTest {
    @TempDir
    Path empty;

    private SettingsFolder folder;

    @BeforeEach
    void folder() {
        folder = SettingsFolder.in(empty);
    }

    private Settings load(String profile, Map<String, String> environment) {
        return Settings.load(folder.path(), profile, Map.of(), environment);
    }

    private List<String> notices(String profile) {
        return load(profile, Map.of()).notices();
    }

    @Test
    void ofTheFileThatShipsNothingIsTold() {
        assertThat(notices("local")).isEmpty();
        assertThat(notices("prod")).isEmpty();
    }

    @Test
    void aKeyThatStandsSeveralTimesIsToldWithItsLines() {
        folder.write(SettingsFolder.FILE, """
                lake.threads=2
                # lake.threads=3
                lake.poll-every=\\
                  lake.threads=9
                lake.threads : 4
                lake.poll-every=5s
                lake.threads=3
                """);

        Settings settings = load("prod", Map.of());
        assertThat(settings.get("lake.threads")).isEqualTo("3");
        assertThat(settings.notices())
                .containsExactly(
                        "lake.threads stands in application.properties more than once, in the lines 1, 5 and 7; line 7 counts",
                        "lake.poll-every stands in application.properties more than once, in the lines 3 and 6; line 6 counts");
    }

    @Test
    void whatTheProfileLocalDoesNotTakeIsToldFromWhereverItComes() {
        folder.write(SettingsFolder.FILE, """
                lake.bucket=music
                lake.threads=4
                lake.region=
                warehouse.dialect=snowflake
                """);

        assertThat(load("local", Map.of("WAREHOUSE_URL", "x")).notices())
                .containsExactly("The profile local keeps to this machine and does not take WAREHOUSE_URL, lake.bucket"
                        + " (application.properties, line 1); set CAMEL_MAIN_PROFILE=prod to use what they name");
        assertThat(notices("prod")).isEmpty();
    }

    @Test
    void aKeyThatNobodyAsksForIsTold() {
        folder.write(SettingsFolder.FILE, """
                foo=bar
                house=music
                lake.prefix={{house}}/
                camel.main.stream-caching-spool-enabled=true
                colour=red
                """);
        folder.route("some.camel.yaml", "- {{colour}}\n");

        assertThat(notices("prod"))
                .containsExactly("foo (application.properties, line 1) is no setting, and no route asks for it;"
                        + " take it out, or see whether it is spelt as in the route");
    }

    @ParameterizedTest
    @CsvSource({
        "lake.bukket, lake.bukket (-Dlake.bukket): did you mean lake.bucket? It is no setting",
        "caravan.retrys, caravan.retrys (-Dcaravan.retrys): did you mean caravan.retries? It is no setting",
        "tables.nothing-of-that-name, 'tables.nothing-of-that-name (-Dtables.nothing-of-that-name) is no setting;"
                + " \"caravan settings tables\" prints those that there are'"
    })
    void aPropertyOfJavaThatLooksLikeASettingIsAnError(String key, String said) {
        System.setProperty(key, "x");
        try {
            assertThatThrownBy(() -> load("local", Map.of()).check())
                    .hasMessage("The settings of the profile local are not right:\n  - " + said);
        } finally {
            System.clearProperty(key);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo.bar", "http.proxyHost", "caravan.log.default", "camel.main.name"})
    void onesOfOthersAreTheirs(String key) {
        System.setProperty(key, "x");
        try {
            assertThatCode(() -> load("local", Map.of()).check()).doesNotThrowAnyException();
        } finally {
            System.clearProperty(key);
        }
    }

    @Test
    void aLevelOfTheLogThatIsNoneIsToldWithThoseThatThereAre() {
        assertThatThrownBy(() -> load("local", Map.of("CARAVAN_LOG", "loud")).check("lake."))
                .hasMessage("The settings of the profile local are not right:\n"
                        + "  - CARAVAN_LOG=loud must be error, warn, info, debug or trace, or off for no log at all");
        assertThatCode(() -> load("local", Map.of("CARAVAN_LOG", "Debug")).check())
                .doesNotThrowAnyException();
    }
}
