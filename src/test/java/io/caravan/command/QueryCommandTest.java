package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.command.CaravanProcess.Result;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryCommandTest {
    private static final String ALL = "select * from songs order by id";

    @TempDir
    static Path folder;

    private static Commands commands;

    @BeforeAll
    static void start() throws IOException {
        // What is printed is UTC wherever it is printed.
        commands = Commands.in(folder, Map.of("TZ", "America/New_York"));
    }

    @AfterAll
    static void stop() throws Exception {
        commands.close();
    }

    @BeforeEach
    void warehouse() throws Exception {
        commands.clear();
        SettingsFolder.in(folder);
        Files.createDirectory(folder.resolve("data"));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("data/warehouse.duckdb"));
                var statement = connection.createStatement()) {
            statement.execute("create table songs (id integer, name text, explicit boolean, added timestamp)");
            statement.execute("""
                    insert into songs values
                        (1, 'a,"b"', true, timestamp '2026-11-01 06:00:00'),
                        (2, null, null, null),
                        (3, '', false, null),
                        (4, 'línea' || chr(10) || '二', false, null),
                        (5, 'NULL' || chr(27) || '[2J', false, null)
                    """);
        }
    }

    @Test
    void aTableIsForPeople() throws Exception {
        Result result = commands.run("query", ALL);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("""
                        id  name      explicit  added
                        --  --------  --------  ----------------------
                        1   a,"b"     true      2026-11-01 06:00:00.0Z
                        2
                        3             false
                        4   línea 二   false
                        5   NULL [2J  false
                        (5 rows)
                        """);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void csvTellsNullFromEmptyAndKeepsEveryCharacter() throws Exception {
        Result result = commands.run("query", "--format", "csv", ALL);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("""
                        "id","name","explicit","added"
                        "1","a,""b""\","true","2026-11-01 06:00:00.0"
                        "2",,,
                        "3","","false",
                        "4","línea
                        二","false",
                        "5","NULL\u001b[2J","false",
                        """);
    }

    @Test
    void jsonIsAnObjectALine() throws Exception {
        Result result = commands.run("query", ALL, "--format=jsonl");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("""
                        {"id":1,"name":"a,\\"b\\"","explicit":true,"added":"2026-11-01T06:00:00Z"}
                        {"id":2,"name":null,"explicit":null,"added":null}
                        {"id":3,"name":"","explicit":false,"added":null}
                        {"id":4,"name":"línea\\n二","explicit":false,"added":null}
                        {"id":5,"name":"NULL\\u001B[2J","explicit":false,"added":null}
                        """);
    }

    @Test
    void jsonIsTheSameForOneMoreVersionAndSaysWhatComes() throws Exception {
        Result lines = commands.run("query", ALL, "--format=jsonl");
        Result json = commands.run("query", ALL, "--format=json");

        assertThat(json.out()).isEqualTo(lines.out()).startsWith("{\"id\":1,");
        assertThat(lines.err()).isEmpty();
        assertThat(json.err().lines())
                .containsExactly(
                        "From version 0.2 on --format json prints one array; --format jsonl stays at an object a line");
    }

    @Test
    void aStatementMayBeginWithAComment() throws Exception {
        Result result = commands.run("query", "--format=csv", "-- how many\nselect count(*) as n from songs");
        assertThat(result.out()).as(result.err()).isEqualTo("\"n\"\n\"5\"\n");

        Result mistyped = commands.run("query", "--formt=csv", ALL);
        assertThat(mistyped.exitCode()).isEqualTo(2);
        assertThat(mistyped.err()).startsWith("--formt: did you mean --format? caravan query has no option --formt");
    }

    @Test
    void jsonHoldsListsAsListsAndTimesInUtc() throws Exception {
        Result result = commands.run("query", "--format=jsonl", """
                select [1, 2] as n, ['a', null] as s, [[timestamp '2026-03-08 02:30:00.25']] as deep,
                    date '2026-11-01' as d, timestamptz '2026-11-01 06:00:00+02:00' as z, 1.50::decimal(5, 2) as x
                """);
        assertThat(result.out()).as(result.err()).isEqualTo("""
                {"n":[1,2],"s":["a",null],"deep":[["2026-03-08T02:30:00.250Z"]],"d":"2026-11-01",\
                "z":"2026-11-01T04:00:00Z","x":1.50}
                """);
    }

    @Test
    void jsonHoldsStructsAndMapsAsObjectsAndBytesAsBase64() throws Exception {
        Result result = commands.run("query", "--format=jsonl", """
                select {'a': 1, 't': timestamp '2026-03-08 02:30:00'} as s, map(['x'], [[1]]) as m, [{'a': null}] as l,
                    'caravan'::blob as b
                """);
        assertThat(result.out()).as(result.err()).isEqualTo("""
                {"s":{"a":1,"t":"2026-03-08T02:30:00Z"},"m":{"x":[1]},"l":[{"a":null}],"b":"Y2FyYXZhbg=="}
                """);
    }

    @Test
    void severalStatementsAreRefused() throws Exception {
        Result result = commands.run("query", "select 1; select 2");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .containsExactly("query takes one statement, and this text holds 2; ask one after another");
    }

    @Test
    void columnsOfOneNameAreAllKept() throws Exception {
        Result result = commands.run("query", "--format=jsonl", "select 1 as id, 2 as id, 3 as id");
        assertThat(result.out()).isEqualTo("{\"id\":1,\"id_2\":2,\"id_3\":3}\n");
    }

    @Test
    void whatIsAskedMayBeginAsAnOptionDoes() throws Exception {
        Result result = commands.run("query", "--format=csv", "--", "-- how many\nselect count(*) as n from songs");
        assertThat(result.out()).isEqualTo("\"n\"\n\"5\"\n");
    }

    @Test
    void wrongSqlIsToldPlainly() throws Exception {
        Result result = commands.run("query", "select * from sogns");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("The warehouse refused: ")
                .contains("sogns")
                .doesNotContain("\tat ");
    }

    @Test
    void aWarehouseThatIsNotThereYetIsNotMade() throws Exception {
        Path file = folder.resolve("data/warehouse.duckdb");
        Files.delete(file);
        Result result = commands.run("query", ALL);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err().lines())
                .containsExactly("There is no warehouse data/warehouse.duckdb yet; run the command \"once\" first");
        assertThat(file).doesNotExist();
    }
}
