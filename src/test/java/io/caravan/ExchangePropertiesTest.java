package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.exchange.ExchangeProperties;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That what passes between route files and Java is declared, and what is declared passes. */
class ExchangePropertiesTest {
    private static final Path SOURCES = Path.of("src/main/java/io/caravan");
    private static final Pattern READ = Pattern.compile("exchangeProperty[.\\[]'?(\\w+)");
    private static final Pattern NAMED = Pattern.compile("ExchangeProperties\\.([A-Z_]+)");
    private static final Pattern LITERAL =
            Pattern.compile("@ExchangeProperty\\(\"(\\w+)\"|xchange\\w*\\.\\w+Property\\(\\s*\"(\\w+)\"");

    private final Map<String, String> declared = new TreeMap<>();
    private final Set<String> set = new TreeSet<>();
    private final Set<String> read = new TreeSet<>();

    ExchangePropertiesTest() throws Exception {
        for (Field field : ExchangeProperties.class.getFields()) {
            declared.put(field.getName(), (String) field.get(null));
        }
        for (RouteFile file : RouteFile.all()) {
            file.steps().stream()
                    .filter(step -> step.kind().equals("setProperty"))
                    .forEach(step -> set.add(step.body().path("name").asText()));
            file.visit((key, value) -> look(key, value));
        }
        set.removeIf(ExchangePropertiesTest::isCamels);
        read.removeIf(ExchangePropertiesTest::isCamels);
    }

    private void look(String key, JsonNode value) {
        if (key.equals("exchangeProperty")) {
            read.add(value.path("expression").asText());
        } else if (value.isTextual()) {
            READ.matcher(value.asText()).results().forEach(match -> read.add(match.group(1)));
        }
    }

    private static boolean isCamels(String name) {
        return name.startsWith("Camel");
    }

    @Test
    void routesSetAndReadNoUndeclaredOne() {
        assertThat(set).isNotEmpty().isSubsetOf(declared.values());
        assertThat(read).isNotEmpty().isSubsetOf(declared.values());
        assertThat(set).as("what a route reads, a route sets").containsAll(read);
    }

    @Test
    void javaNamesThemByTheirConstants() throws IOException {
        for (Path source : sources()) {
            Set<String> literals = LITERAL.matcher(Files.readString(source))
                    .results()
                    .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                    .filter(name -> !isCamels(name))
                    .collect(Collectors.toSet());
            assertThat(literals).as(source.toString()).isEmpty();
        }
    }

    /** What no route sets. */
    private static final Set<String> SET_IN_JAVA = Set.of(ExchangeProperties.SET_ASIDE, ExchangeProperties.FAILED_STEP);

    @Test
    void eachThatIsDeclaredIsSetAndRead() throws IOException {
        Set<String> inJava = new TreeSet<>();
        for (Path source : sources()) {
            NAMED.matcher(Files.readString(source))
                    .results()
                    .forEach(match -> inJava.add(declared.get(match.group(1))));
        }
        assertThat(declared).isNotEmpty().allSatisfy((constant, name) -> {
            assertThat(set.contains(name) || SET_IN_JAVA.contains(name))
                    .as("set: " + name)
                    .isTrue();
            assertThat(read.contains(name) || inJava.contains(name))
                    .as("read: " + name)
                    .isTrue();
        });
    }

    private static Set<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toSet());
        }
    }
}
