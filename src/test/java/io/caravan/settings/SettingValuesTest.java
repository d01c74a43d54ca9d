package io.caravan.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings are read without Camel; what its routes then see has to be the same. */
class SettingValuesTest {
    /** What keys hold that nobody gives a value; the files give one of them another. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "lake.bucket", "of nobody",
            "lake.threads", "2",
            "lake.timeout", "{{lake.threads}}s of {{lake.bucket}}");

    @TempDir
    Path folder;

    private final List<SettingsFile> files = new ArrayList<>();

    private void file(String name, String text) throws IOException {
        files.add(new SettingsFile(Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1)));
    }

    private String camel(Map<String, String> fixed, String key) {
        try (var camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().setLocation(SettingValues.locations(files));
            var initial = new Properties();
            initial.putAll(OTHERWISE);
            camel.getPropertiesComponent().setInitialProperties(initial);
            FixedProperties.fix(camel, fixed);
            camel.build();
            return camel.resolvePropertyPlaceholders("{{" + key + ":}}");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void camelSeesTheSame() throws IOException {
        file("application-prod.properties", """
                lake.bucket=of the profile
                lake.region=
                """);
        file("application.properties", """
                lake.bucket=of the file
                lake.region=eu-west-1
                lake.prefix = music/ \s
                lake.tabbed=music/\t
                lake.secret-key=a\\u00e9\\
                   b\\tc: d=e \u00e9
                lake.user-ids:keep
                warehouse.sql-folder=sql/{{warehouse.dialect}}
                warehouse.dialect={{of.nowhere:duck{{of.nowhere:db}}}}
                warehouse.url=jdbc:{{warehouse.dialect}}:{{of.nowhere:a:b}}/{{lake.prefix}}
                warehouse.user={{local.folder}}
                warehouse.stage={{of.nowhere:}}
                spotify.playlists={single} } { $x \\\\
                spotify.client-id=a\\\\b
                caravan.test-home={{sys:java.io.tmpdir}}/{{lake.bucket}}
                caravan.test-optional={{of.nowhere:x}}{{env:CARAVAN_IS_NOT_SET:none}}
                """);
        var fixed = Map.of("local.folder", "of {{lake.bucket}}", "lake.user-ids", "hash");
        var values = new SettingValues(fixed, System.getenv(), files, OTHERWISE);
        for (String key : List.of(
                "lake.bucket",
                "lake.region",
                "lake.prefix",
                "lake.tabbed",
                "lake.secret-key",
                "lake.user-ids",
                "warehouse.sql-folder",
                "warehouse.dialect",
                "warehouse.url",
                "warehouse.user",
                "warehouse.stage",
                "spotify.playlists",
                "spotify.client-id",
                "caravan.test-home",
                "caravan.test-optional",
                "local.folder",
                "lake.threads",
                "lake.timeout",
                "of.nowhere",
                "java.io.tmpdir")) {
            assertThat(values.get(key)).as(key).isEqualTo(camel(fixed, key));
        }
        assertThat(values.get("lake.prefix")).isEqualTo("music/");
        assertThat(values.get("warehouse.url")).isEqualTo("jdbc:duckdb:a:b/music/");
        assertThat(values.get("warehouse.user")).isEqualTo("of of the profile");
        assertThat(values.get("lake.timeout")).isEqualTo("2s of of the profile");
        assertThat(values.isGiven("lake.region")).isTrue();
        assertThat(values.isGiven("lake.threads")).isFalse();
        assertThat(values.isGiven("of.nowhere")).isFalse();
    }

    @Test
    void aPlaceholderThatNothingFillsIsRefusedAsCamelRefusesIt() throws IOException {
        file("application.properties", """
                lake.bucket={{of.nowhere}}
                lake.region={{nothing}}
                lake.prefix={{lake.endpoint}}
                lake.endpoint={{lake.prefix}}
                lake.kms-key=a{{b
                """);
        var values = new SettingValues(Map.of(), System.getenv(), files, OTHERWISE);
        for (String key : List.of("lake.bucket", "lake.region", "lake.prefix", "lake.kms-key")) {
            assertThatThrownBy(() -> values.get(key)).as(key).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> camel(Map.of(), key)).as(key).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFileThatIsNoneIsNamed() throws IOException {
        assertThatThrownBy(() -> new SettingsFile(
                        Files.writeString(folder.resolve("application.properties"), "lake.bucket=\\u12\n")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("application.properties", "cannot be read");
    }
}
