package io.caravan.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Placeholders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings are declared in one place, explained there, checked, and used; the files that follow from them are not stale. */
class DeclaredSettingsTest {
    private final List<Setting> declared = SettingGroup.all();
    private final List<String> keys = declared.stream().map(Setting::key).toList();

    @Test
    void everyKeyIsDeclaredOnceAndExplained() {
        assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches("[a-z0-9]+(\\.[a-z0-9-]+)+"));
        assertThat(declared)
                .allSatisfy(setting ->
                        assertThat(setting.sentence()).as(setting.key()).matches("(?s)[A-Z].*\\S(\\.|[a-z_]+)"));
    }

    @Test
    void theFilesThatFollowFromThemAreNotStale() throws IOException {
        for (var file : SettingsFiles.all().entrySet()) {
            assertThat(Files.readString(file.getKey()))
                    .as("%s, written by io.caravan.settings.SettingsFiles", file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void everyKeyThatARouteNamesIsDeclared() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path file : files("routes", ".yaml")) {
            named.addAll(Placeholders.in(Files.readString(file)));
        }
        assertThat(named).isNotEmpty().isSubsetOf(keys);
    }

    @Test
    void everyKeyIsUsed() throws IOException {
        Set<String> used = new LinkedHashSet<>();
        for (Path file : files("routes", ".yaml")) {
            used.addAll(Placeholders.in(Files.readString(file)));
        }
        declared.stream()
                .flatMap(setting -> Stream.of(setting.otherwise(), setting.local()))
                .filter(value -> value != null)
                .forEach(value -> used.addAll(Placeholders.in(value)));
        String code = files("src/main/java", ".java").stream()
                .filter(file -> !file.getFileName().toString().endsWith("Settings.java"))
                .map(DeclaredSettingsTest::text)
                .collect(Collectors.joining());
        assertThat(keys).allSatisfy(key -> assertThat(used.contains(key) || code.contains("\"" + key + "\""))
                .as(key + " is used")
                .isTrue());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
