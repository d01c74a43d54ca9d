package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SqlFilesTest {
    @Test
    void eachDialectHoldsTheSameFiles() throws IOException {
        for (Path dialect : list(Path.of("sql"))) {
            assertThat(names(dialect)).as("%s", dialect).isEqualTo(names(Path.of("sql", "duckdb")));
        }
    }

    @Test
    void eachFileSaysWhatItIsForAndWhatASecondRunDoesAndIsLowerCase() throws IOException {
        for (Path dialect : list(Path.of("sql"))) {
            for (Path file : list(dialect)) {
                String text = Files.readString(file);
                String comment =
                        text.lines().takeWhile(line -> line.startsWith("-- ")).collect(Collectors.joining(" "));
                String sql =
                        text.lines().filter(line -> !line.startsWith("-- ")).collect(Collectors.joining("\n"));
                assertThat(comment).as("%s", file).containsPattern("A second run|Reads only");
                assertThat(sql.replaceAll("'[^']*'", ""))
                        .as("%s", file)
                        .isLowerCase()
                        .doesNotContain(";", "select *");
            }
        }
    }

    @Test
    void aMissingFileIsNamedWithTheRemedy() {
        var files = new SqlFiles("sql/duckdb");

        assertThatThrownBy(() -> files.statement("merge_nothing"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("merge_nothing.sql", "warehouse.sql-folder");
        assertThatThrownBy(() -> new SqlFiles("sql/nowhere"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("nowhere", "warehouse.sql-folder");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("setup")).sorted().toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        return list(folder).stream().map(file -> file.getFileName().toString()).toList();
    }
}
