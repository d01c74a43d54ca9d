package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every cell of the table of faults in docs/faults.md has a test that begins with its id, and no such test is without a cell. */
class FaultMatrixTest {
    private static final Pattern CELL = Pattern.compile("(?m)^\\| ([A-Z]+-\\d+) \\|");
    private static final Pattern TEST = Pattern.compile("(?s)@(?:Parameterized)?Test\\b[^;]*?\\bvoid (\\w+)\\(");
    private static final Pattern STAGE = Pattern.compile("(tok|page|raw|in|trf|csv|load|arc|sys)(\\d+)[A-Z].*");

    private static Set<String> cells() throws IOException {
        return CELL.matcher(Files.readString(Path.of("docs/faults.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            var names = Stream.<String>builder();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                TEST.matcher(Files.readString(file)).results().forEach(match -> names.add(match.group(1)));
            }
            return names.build().toList();
        }
    }

    @Test
    void eachCellHasATestOfItsName() throws IOException {
        List<String> tests = tests();
        Set<String> cells = cells();
        assertThat(cells).hasSizeGreaterThan(30);
        assertThat(cells).allSatisfy(cell -> assertThat(tests).as(cell).anyMatch(test -> FaultTable.isOf(cell, test)));
    }

    @Test
    void eachTestOfACellHasItsRow() throws IOException {
        Set<String> cells = cells();
        assertThat(tests().stream()
                        .map(STAGE::matcher)
                        .filter(name -> name.matches())
                        .map(name -> name.group(1).toUpperCase(Locale.ROOT) + "-" + name.group(2)))
                .isNotEmpty()
                .allMatch(cells::contains);
    }
}
