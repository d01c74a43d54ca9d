package io.caravan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.PythonEnvironment;
import io.caravan.Tables;
import io.caravan.docs.Page.Block;
import io.caravan.stream.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the pages as they stand, each page's in their order; {@code commands.tsv} says which cannot be run. */
class CommandsIT {
    /** Pages that a test of their own prepares something for, or looks at what came of it. */
    private static final List<String> OF_THEIR_OWN =
            List.of("README.md", "docs/ask.md", "docs/inbox.md", "docs/operate.md", "docs/stream.md", "docs/tables.md");

    private static final String FOREIGN = """
            [{"added_at": "2024-01-01T00:00:00Z", "track": {"id": "4uLU6hMCjMI75M1A2tKUQC", "type": "track", "name": "One", "duration_ms": 1000,
             "explicit": false, "album": {"id": "4uLU6hMCjMI75M1A2tKUQD", "name": "One", "release_date": "1981", "release_date_precision": "year"},
             "artists": [{"id": "4uLU6hMCjMI75M1A2tKUQE", "name": "One"}]}}]
            """;

    /** What is done behind a block, as a reader does who goes on. */
    private interface Step {
        void afterBlock(String name) throws Exception;
    }

    @TempDir
    Path folder;

    private BuiltFolder built;

    @BeforeEach
    void build() throws IOException {
        built = new BuiltFolder(folder);
    }

    /** Returns the blocks that are to be run. */
    private static Stream<Block> blocks() {
        Map<String, String> ways = Ways.all();
        return Page.all().stream().flatMap(page -> page.blocks().stream()).filter(block -> "run"
                .equals(ways.get(block.name())));
    }

    private String run(String page) throws Exception {
        return run(page, block -> {});
    }

    /** Runs each block of a page that is to be run, one after the other, and returns what they say. */
    private String run(String page, Step step) throws Exception {
        var said = new StringBuilder();
        for (Block block :
                blocks().filter(candidate -> candidate.page().equals(page)).toList()) {
            said.append(built.run(block));
            step.afterBlock(block.name());
        }
        return said.toString();
    }

    static List<String> others() {
        return blocks().map(Block::page)
                .distinct()
                .filter(page -> !OF_THEIR_OWN.contains(page))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("others")
    void everyCommandOfThePageEndsWell(String page) throws Exception {
        built.once();

        assertThat(run(page)).isNotEmpty();
    }

    @Test
    void theFirstCommandsOfTheReadmeEndAsItSays() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String shown = readme.substring(readme.indexOf("```\nRun "));
        List<String> words = shown.substring(4, shown.indexOf("{\"run_id\""))
                .lines()
                .map(CommandsIT::firstWord)
                .toList();
        built.set("LOCAL_SPOTIFY_PLAYLISTS", "10");

        String said = run("README.md");

        assertThat(said.lines().map(CommandsIT::firstWord)).containsSubsequence(words);
        assertThat(said).contains("average_popularity", "\"outcome\":\"ok\"");
    }

    private static String firstWord(String line) {
        return line.replaceFirst("[ :].*", "");
    }

    @Test
    void theWarehouseAnswersWhatThePageAsks() throws Exception {
        built.once();

        assertThat(run("docs/ask.md")).contains("average_popularity", "local_file");
        assertThat(built.ask("select distinct cast(extracted_at as date) as day from etl_load order by day"))
                .contains("2027-01-01", "2027-01-02", "2027-01-03");
    }

    @Test
    void theInboxTakesAFileAndTellsItsForm() throws Exception {
        Files.writeString(folder.resolve("x.json"), FOREIGN);

        String said = run("docs/inbox.md", block -> {
            if (block.equals("docs/inbox.md#what-the-raw-inbox-takes")) {
                built.once();
            }
        });

        assertThat(built.ask("select playlist_id from tbl_playlist")).contains("unknown:x");
        assertThat(said).contains("$[].track", "create external table");
    }

    /** A dead letter is shown and put back; a warehouse that was lost comes back; a folder is installed, moved and replaced. */
    @Test
    void theOperatorsPageIsTrue() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("data/s3/lake/raw_data/to_processed"));
        Files.writeString(inbox.resolve("03-02-2024.json"), FOREIGN);
        built.bash("once", "target/caravan/caravan once || [ $? = 3 ]");
        String letters = built.bash("list", "target/caravan/caravan dead-letters list --json");
        String letter = letters.replaceAll("(?s).*dead_letter/[a-z-]+/([0-9a-f]{12})/.*", "$1");
        assertThat(letter).as(letters).matches("[0-9a-f]{12}");
        built.fillIn("0123456789ab", letter);
        // What was the matter with it is mended.
        built.set("LAKE_DAY_FIRST", "true");
        Map<String, List<String>> before = new TreeMap<>();

        run("docs/operate.md", block -> {
            if (block.equals("docs/operate.md#dead-letters")) {
                built.once();
                before.putAll(tables());
            }
        });

        assertThat(before.get("tbl_playlist")).hasSize(4).anyMatch(row -> row.contains("unknown:"));
        assertThat(tables()).isEqualTo(before);
    }

    private Map<String, List<String>> tables() throws SQLException {
        try (var connection = built.warehouse()) {
            return Tables.all(connection);
        }
    }

    @Test
    void theLakesTablesAreMadeFedAndLookedAt() throws Exception {
        built.set("TABLES_CATALOGUE", "jdbc");

        assertThat(run("docs/tables.md")).contains("\"snapshots_committed\":3", "tbl_song_artists");
    }

    @Test
    void theStreamRunsFromNothingOnThisMachine() throws Exception {
        KafkaBroker.shared().topic("spotify-topic", 3);
        built.fillIn("127.0.0.1:9092", KafkaBroker.shared().address());

        assertThat(run("docs/stream.md")).contains("\"snapshots_published\":3", "\"snapshots_loaded\":3");
    }

    @Test
    void theTimesInNamesAreThoseThatTheProgramWrites() throws Exception {
        PythonEnvironment.of("requirements.txt");
        Path times = Path.of("src/test/resources/io/caravan/transform/times.tsv");
        built.fillIn(
                "src/test/python", Path.of("src/test/python").toAbsolutePath().toString());
        built.fillIn("> " + times, "> times.tsv");

        built.run(Page.block("CONTRIBUTING.md#times-in-names"));

        assertThat(folder.resolve("times.tsv")).hasSameTextualContentAs(times);
    }
}
