package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Emulators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** Returns where the parser stumbles, a line each; none where it takes everything. */
    private static List<String> problems(Path folder) throws InterruptedException {
        Path parser = Path.of(Emulators.python()).resolveSibling("sqlfluff");
        try {
            Emulators.run(parser.toString(), "parse", "--dialect", "snowflake", folder.toString());
            return List.of();
        } catch (IOException e) {
            return e.getMessage().lines().filter(line -> line.contains("PRS")).toList();
        }
    }

    @Test
    void everyStatementIsOneOfSnowflakes() throws IOException, InterruptedException {
        for (Path file : Stream.concat(files(SQL).stream(), files(Path.of("sql", "common")).stream())
                .toList()) {
            String text = Files.readString(file)
                    .replaceAll(":\\?\\w+", "'x'")
                    .replace(":stage", "lake_stage")
                    .replace(":files", "'a.csv', 'b.csv'");
            Files.writeString(folder.resolve(file.getParent().getFileName() + "-" + file.getFileName()), text);
        }

        assertThat(problems(folder)).isEmpty();

        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(broken.resolve("broken.sql"), "create pipe if exists x as copy;\n");
        assertThat(problems(broken)).isNotEmpty();
    }

    @Test
    void theSetUpHoldsTheTablesAsTheLoadCreatesThem() throws IOException {
        String setup = Files.readString(SQL.resolve("setup/setup.sql"));

        List<Path> tables = files(SQL).stream()
                .filter(file -> file.getFileName().toString().startsWith("create_tbl_"))
                .toList();
        assertThat(tables).hasSize(15);
        for (Path file : tables) {
            String text = Files.readString(file);
            assertThat(setup).contains(text.substring(text.indexOf('\n') + 1).strip() + ";");
        }
    }
}
