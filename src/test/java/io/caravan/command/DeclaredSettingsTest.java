package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Placeholders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings are declared in one place, explained there, checked, and used. */
class DeclaredSettingsTest {
    private static final Pattern DECLARATION = Pattern.compile("#?([a-z0-9.-]+)=.*");

    private final List<String> lines = Files.readAllLines(Path.of("application.properties"));
    private final List<String> declared = lines.stream()
            .map(DECLARATION::matcher)
            .filter(Matcher::matches)
            .map(match -> match.group(1))
            .toList();

    DeclaredSettingsTest() throws IOException {}

    @Test
    void everyKeyIsDeclaredOnceAndCheckedInTheSameOrder() {
        assertThat(declared)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(
                        Setting.ALL.stream().map(Setting::key).toList());
    }

    @Test
    void everyKeyThatARouteNamesIsDeclared() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path file : files("routes", ".yaml")) {
            named.addAll(Placeholders.in(Files.readString(file)));
        }
        assertThat(named).isNotEmpty().isSubsetOf(declared);
    }

    @Test
    void everyKeyHasACommentAbove() {
        List<String> bare = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (DECLARATION.matcher(lines.get(i)).matches() && !isExplained(i)) {
                bare.add(lines.get(i));
            }
        }
        assertThat(bare).isEmpty();
    }

    /** A comment may explain several keys that follow each other. */
    private boolean isExplained(int line) {
        int above = line - 1;
        while (DECLARATION.matcher(lines.get(above)).matches()) {
            above--;
        }
        return lines.get(above).matches("# [^-].*");
    }

    @Test
    void everyKeyIsUsed() throws IOException {
        Set<String> used = new LinkedHashSet<>();
        for (Path file : files("routes", ".yaml")) {
            used.addAll(Placeholders.in(Files.readString(file)));
        }
        for (Path file : files("src/main/resources", ".properties")) {
            used.addAll(Placeholders.in(Files.readString(file)));
        }
        String java = "";
        for (Path file : files("src/main/java", ".java")) {
            java += file.endsWith("Setting.java") ? "" : Files.readString(file);
        }
        String code = java;
        assertThat(declared).allSatisfy(key -> assertThat(used.contains(key) || code.contains("\"" + key + "\""))
                .as(key + " is used")
                .isTrue());
    }

    @Test
    void thePageOfSettingsHasEachKeyWithItsDefaultAndASentence() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs/settings.md")).stream()
                .filter(line -> line.matches("\\| `[a-z0-9.-]+` \\|.*"))
                .map(line -> line.replaceFirst("(\\| [^|]* \\| [^|]* \\|).*\\S.* \\|", "$1"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(lines.stream()
                        .filter(line -> DECLARATION.matcher(line).matches())
                        .map(DeclaredSettingsTest::row)
                        .toList());
    }

    /** A key whose line is commented out has no default; the page says that the profile decides. */
    private static String row(String declaration) {
        String key = declaration.replaceFirst("^#", "").replaceFirst("=.*", "");
        String value = declaration.substring(declaration.indexOf('=') + 1);
        String cell = declaration.startsWith("#") ? "*profile*" : value.isEmpty() ? "" : "`" + value + "`";
        return "| `%s` | %s |".formatted(key, cell);
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
