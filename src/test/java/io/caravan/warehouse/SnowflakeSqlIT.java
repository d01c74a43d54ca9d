package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Emulators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only an account can run is at least SQL that a parser of Snowflake's takes. */
class SnowflakeSqlIT {
    private static final Path SQL = Path.of("sql", "snowflake");

    @TempDir
    Path folder;

    @BeforeAll
    static void needTheParser() {
        Emulators.start();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static boolean isTable(Path file) {
        return file.getFileName().toString().startsWith("create_tbl_");
    }

    /** Returns the files at which the parser stumbles. */
    private static List<String> unreadable(Path folder) throws InterruptedException {
        Path parser = Path.of(Emulators.python()).resolveSibling("sqlfluff");
        try {
            // Of the rules but one that all files keep: that they end with the end of a line.
            Emulators.run(parser.toString(), "lint", "--dialect", "snowflake", "--rules", "LT12", folder.toString());
            return List.of();
        } catch (IOException e) {
            return Pattern.compile("== \\[(\\S+)] FAIL")
                    .matcher(e.getMessage())
                    .results()
                    .map(found -> Path.of(found.group(1)).getFileName().toString())
                    .toList();
        }
    }

    @Test
    void everyStatementIsOneOfSnowflakes() throws IOException, InterruptedException {
        // The tables stand in the set-up, as the other test finds.
        for (Path file : Stream.concat(files(SQL).stream(), files(Path.of("sql", "common")).stream())
                .filter(file -> !isTable(file))
                .toList()) {
            String text = Files.readString(file)
                    .replaceAll(":\\?\\w+", "'x'")
                    .replace(":stage", "lake_stage")
                    .replace(":files", "'a.csv', 'b.csv'");
            Files.writeString(folder.resolve(file.getParent().getFileName() + "-" + file.getFileName()), text);
        }

        Files.writeString(folder.resolve("broken.sql"), "create pipe if exists x as copy;\n");
        assertThat(unreadable(folder)).containsExactly("broken.sql");
    }

    @Test
    void theSetUpHoldsTheTablesAsTheLoadCreatesThem() throws IOException {
        String setup = Files.readString(SQL.resolve("setup/setup.sql"));

        List<Path> tables = files(SQL).stream().filter(SnowflakeSqlIT::isTable).toList();
        assertThat(tables).hasSize(17);
        for (Path file : tables) {
            String text = Files.readString(file);
            assertThat(setup).contains(text.substring(text.indexOf('\n') + 1).strip() + ";");
        }
    }
}
