package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings are read without Camel; what its routes then see has to be the same. */
class SettingValuesTest {
    @TempDir
    Path folder;

    private final List<Path> files = new ArrayList<>();

    private void file(String name, String text) throws IOException {
        files.add(Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1));
    }

    private String camel(Map<String, String> fixed, String key) {
        try (var camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().setLocation(SettingValues.locations(files));
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
        var values = new SettingValues(fixed, files);
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
                "of.nowhere",
                "java.io.tmpdir")) {
            assertThat(values.get(key)).as(key).isEqualTo(camel(fixed, key));
        }
        assertThat(values.get("lake.prefix")).isEqualTo("music/");
        assertThat(values.get("warehouse.url")).isEqualTo("jdbc:duckdb:a:b/music/");
        assertThat(values.get("warehouse.user")).isEqualTo("of of the profile");
        assertThat(values.has("lake.region")).isTrue();
        assertThat(values.has("of.nowhere")).isFalse();
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
        var values = new SettingValues(Map.of(), files);
        for (String key : List.of("lake.bucket", "lake.region", "lake.prefix", "lake.kms-key")) {
            assertThatThrownBy(() -> values.get(key)).as(key).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> camel(Map.of(), key)).as(key).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFileThatIsNoneIsNamed() throws IOException {
        file("application.properties", "lake.bucket=\\u12\n");
        assertThatThrownBy(() -> new SettingValues(Map.of(), files))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("application.properties", "cannot be read");
    }
}
