package io.caravan.docs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.Emulators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements of the pages that ask for more than a trial has. */
class StatementsIT {
    @TempDir
    Path folder;

    @Test
    void thoseOfSnowflakeAreTakenByAParserOfItsGrammar() throws Exception {
        for (String name : List.of("docs/operate.md#backup/3", "docs/operate.md#moving-a-lake/2")) {
            parse(Rehearsal.filledIn(Page.block(name).text()));
        }

        assertThatThrownBy(() -> parse("create database if replace x;\n")).hasMessageContaining("FAIL");
    }

    private void parse(String statements) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("statements.sql"), statements);
        Path parser = Path.of(Emulators.python()).resolveSibling("sqlfluff");
        Emulators.run(parser.toString(), "lint", "--dialect", "snowflake", "--rules", "LT12", file.toString());
    }

    @Test
    void thoseOverTablesThatAreOffAreTakenByDuckDb() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute(Files.readString(Path.of("sql/duckdb/stream_create_publication.sql")));
            statement.execute("create table etl_load (snapshot varchar, commit_id varchar)");
            statement.execute("create table tbl_songs (snapshot varchar, commit_id varchar, song_id varchar)");

            statement.execute(Page.block("docs/stream.md#from-the-files-to-the-topic-and-back")
                    .text());
            statement.execute(Page.block("docs/tables.md#what-counts").text());
        }
    }
}
