package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.CapturedAnswers;
import io.caravan.PythonEnvironment;
import io.caravan.TestApplication;
import io.caravan.docs.Page;
import io.caravan.failure.Outcome;
import io.caravan.local.spotify.Catalogue;
import io.caravan.snapshot.Archive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that share no code with the writer find in the tables what stands in the CSV files and in the warehouse, row by row. */
class TableReadersIT {
    static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    static final int DAYS = 30;
    private static final Map<String, String> SETTINGS =
            Map.of("tables.catalogue", "jdbc", "spotify.reread-after", "0s");

    @TempDir
    Path folder;

    @Test
    void pyicebergAndDuckDbReadTheRowsOfTheCsvFilesAndTheWarehouseTableByTableAndDayByDay() throws Exception {
        try (var app = TestApplication.start(folder, Catalogue.of(7, 2, 20, DAY), SETTINGS)) {
            pass(app);

            List<String> expected = TableReaders.expected(folder);
            assertThat(expected).filteredOn(line -> line.startsWith("files")).hasSize(6 * DAYS);
            assertReadersFind(expected, app);
        }
    }

    @Test
    void theyReadWhatSpotifyReallyAnsweredToOthers() throws Exception {
        List<Path> answers = CapturedAnswers.files();
        try (var app = TestApplication.start(folder, Catalogue.of(1, 1, 1, DAY), SETTINGS)) {
            for (int n = 0; n < answers.size(); n++) {
                // Over a week, so that what one withholds another told before, or tells after it.
                String day = DAY.minusDays(n % 7).toString().replace("-", "");
                app.drop("n%02d_%sT060000000Z.json".formatted(n, day), Files.readAllBytes(answers.get(n)));
            }
            app.once();

            List<String> expected = TableReaders.expected(folder);
            assertThat(expected)
                    .filteredOn(line -> line.startsWith("files tbl_songs"))
                    .hasSize(7);
            assertThat(expected).anyMatch(line -> line.startsWith("warehouse etl_load_withheld"));
            assertReadersFind(expected, app);
        }
    }

    /**
     * Lets the days pass: the first ones with a commit each, then nine at a time. Then the first one is replayed, whose rows of before
     * lie about from then on.
     */
    static void pass(TestApplication app) {
        for (int day = 1; day <= DAYS; day++) {
            if (day <= 3 || day % 9 == 3) {
                assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
            } else {
                app.extract();
            }
            app.clock.advance(Duration.ofDays(1));
        }
        app.replay(new Archive(app.lake()).selected(null, null, DAY));
    }

    /** But for the port, which is fixed there. */
    @Test
    void theExamplesOfThePageRead() throws Exception {
        try (var app = TestApplication.start(folder, Catalogue.of(7, 2, 20, DAY), SETTINGS)) {
            app.once();
            String examples = Stream.of("docs/tables.md#readers/2", "docs/tables.md#readers/3")
                    .map(name -> Page.block(name).text())
                    .collect(Collectors.joining("\n"))
                    .replace("127.0.0.1:9000", app.lakeUrl().replace("http://", ""))
                    .replace(
                            "data/tables.sqlite",
                            folder.resolve("tables.sqlite").toString());
            Path program = Files.writeString(folder.resolve("examples.py"), examples);

            String said = PythonEnvironment.run(
                    PythonEnvironment.of("lake-requirements.txt").python(), program.toString());

            assertThat(said).contains("pyarrow.Table", "commit_id", "count_star()");
        }
    }

    private void assertReadersFind(List<String> expected, TestApplication app) throws Exception {
        String sqlite = folder.resolve("tables.sqlite").toString();
        assertThat(TableReaders.read("pyiceberg", "sqlite:///" + sqlite, app.lakeUrl()))
                .isEqualTo(expected);
        assertThat(TableReaders.read("duckdb", sqlite, app.lakeUrl())).isEqualTo(expected);
    }
}
