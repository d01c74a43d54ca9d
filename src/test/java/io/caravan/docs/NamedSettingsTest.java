package io.caravan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.command.CommandModel;
import io.caravan.docs.Page.Block;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every setting that a page names is one, by its key or by its variable of the environment. */
class NamedSettingsTest {
    private static final Pattern KEY =
            Pattern.compile("(?<![\\w./-])(?:caravan|spotify|lake|warehouse|unified|stream|tables|local)"
                    + "\\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?![\\w./(-])");
    private static final Pattern VARIABLE =
            Pattern.compile("(?<![\\w@])(?:CARAVAN|SPOTIFY|LAKE|WAREHOUSE|UNIFIED|STREAM|TABLES|LOCAL)_[A-Z0-9_]+\\b");

    /** Names that begin as a setting does, and are something else. */
    private static final Set<String> OTHERS = Set.of(
            "CARAVAN_DUCKDB",
            "caravan.log",
            "caravan.samples",
            "caravan.emulators",
            "caravan.failpoints",
            "caravan.model",
            "caravan.spotify",
            "CARAVAN_CACHE",
            "CARAVAN_LOG",
            "CARAVAN_LOG_FORMAT",
            "CARAVAN_SERVICE");

    private final List<Page> pages = Page.all();

    private static Stream<String> words(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).filter(word -> !OTHERS.contains(word));
    }

    @Test
    void everyKeyIsThatOfASetting() {
        assertThat(pages).allSatisfy(page -> assertThat(page.spans().stream().flatMap(span -> words(KEY, span)))
                .as(page.name())
                .filteredOn(word -> !word.matches(".*\\.(jar|md|yaml|properties|duckdb|sqlite|p8|pub|sql)"))
                .isSubsetOf(CommandModel.settings()));
    }

    @Test
    void everyVariableOfTheEnvironmentIsThatOfASetting() {
        assertThat(pages).allSatisfy(page -> assertThat(words(VARIABLE, page.text() + page.blocks()))
                .as(page.name())
                .isSubsetOf(CommandModel.environment()));
    }

    @Test
    void everyLineOfPropertiesIsASetting() throws IOException {
        List<Block> blocks = pages.stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals("properties"))
                .toList();

        assertThat(blocks).isNotEmpty();
        for (Block block : blocks) {
            var properties = new Properties();
            properties.load(new StringReader(block.text()));
            assertThat(properties.stringPropertyNames()).as(block.name()).isSubsetOf(CommandModel.settings());
        }
    }
}
