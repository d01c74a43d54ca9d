package io.caravan.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnSettingsTest {
    @TempDir
    Path empty;

    private SettingsFolder folder;

    @BeforeEach
    void folder() throws IOException {
        folder = SettingsFolder.in(empty);
        Files.createDirectories(empty.resolve("routes/local"));
    }

    private Settings load(Map<String, String> environment) {
        return Settings.load(folder.path(), "local", Map.of(), environment);
    }

    @Test
    void thoseOfRoutesOfOnesOwnAreListedWithTheirPlaceAndWithoutSecrets() {
        folder.route("local/copy.camel.yaml", "- one: '{{own.folder}} {{own.missing}} {{own.name:x}}'\n");
        folder.write(SettingsFolder.FILE, """
                own.sftp-password=s3cr3t
                own.api-token=s3cr3t
                own.url=https://me:s3cr3t@example.org/x?sig=s3cr3t
                """);

        assertThat(load(Map.of("OWN_FOLDER", "/srv")).inForce("own."))
                .containsExactly(
                        new SettingInForce("own.api-token", "***", true, "application.properties, line 2"),
                        new SettingInForce("own.folder", "/srv", true, "the variable OWN_FOLDER"),
                        new SettingInForce("own.missing", "", false, "nobody"),
                        new SettingInForce("own.sftp-password", "***", true, "application.properties, line 1"),
                        new SettingInForce(
                                "own.url",
                                "https://***@example.org/x?sig=***",
                                true,
                                "application.properties, line 3"));
    }

    @Test
    void oneThatARouteAsksForAndNobodyGivesIsAnErrorWithPlaceAndRemedy() {
        folder.route("local/copy.camel.yaml", """
                # {{own.comment}}
                - one: "{{own.folder}}"
                - two: "{{own.folder}} {{own.name:x}} {{?own.other}} {{env:HOME}}"
                """);

        assertThatThrownBy(() -> load(Map.of()).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The settings of the profile local are not right:\n"
                        + "  - own.folder (routes/local/copy.camel.yaml, line 2) has no value; give it one"
                        + " (as a line of application.properties, or by the variable OWN_FOLDER)");
        assertThatCode(() -> load(Map.of()).check("warehouse.")).doesNotThrowAnyException();
        assertThatCode(() -> load(Map.of("OWN_FOLDER", "/srv")).check()).doesNotThrowAnyException();

        folder.write(SettingsFolder.FILE, "own.foldr=/srv\n");
        assertThatThrownBy(() -> load(Map.of()).check())
                .hasMessageContaining("own.folder (routes/local/copy.camel.yaml, line 2): did you mean own.foldr"
                        + " (application.properties, line 1)? own.folder has no value; give it one");
    }
}
