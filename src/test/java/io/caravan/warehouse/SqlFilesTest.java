package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SqlFilesTest {
    private static final String COLUMN = "\\w+ \\w+ comment '[^']+'";

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

    /** The emulator keeps no comment of a column; analysts read them in Snowflake. */
    @Test
    void everyTableOfSnowflakeAndEachOfItsColumnsHasAComment() throws IOException {
        var tables = new ArrayList<String>();
        var columns = new ArrayList<String>();
        for (Path file : sqlOfSnowflake()) {
            String sql = Files.readString(file);
            Matcher table = Pattern.compile(
                            "^create table if not exists (\\w+)(.*?)(?=;$|\\z|^as$)",
                            Pattern.DOTALL | Pattern.MULTILINE)
                    .matcher(sql);
            while (table.find()) {
                tables.add(table.group(1));
                assertThat(table.group(2))
                        .as(file + ", " + table.group(1))
                        .matches("(?s) \\(\n(    " + COLUMN + ",\n)*    " + COLUMN + "\n\\)\ncomment = '[^']+'\n?");
            }
            Matcher added =
                    Pattern.compile("(?m)^ *add column if not exists (.*)").matcher(sql);
            while (added.find()) {
                columns.add(file.getFileName().toString());
                assertThat(added.group(1)).as("%s", file).matches(COLUMN);
            }
        }

        assertThat(tables).hasSize(26).contains("etl_lock", "tbl_songs", "landing_songs");
        assertThat(columns).containsExactly("migrate_001_transform_version.sql");
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

    private static List<Path> sqlOfSnowflake() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("sql", "snowflake"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
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
