package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines that are too large for every build read the same tables as {@link TableReadersIT}'s readers do: {@code mvn -Preaders verify}. */
@Tag("readers")
class EngineReadersIT {
    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static TestApplication app;
    private static String catalogue;
    private static List<String> expected;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        catalogue = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
        app = TestApplication.start(
                Files.createDirectory(folder.resolve("caravan")),
                Catalogue.of(7, 2, 20, TableReadersIT.DAY),
                Map.of(
                        "spotify.reread-after", "0s",
                        "tables.catalogue", "jdbc",
                        "tables.jdbc-url", catalogue,
                        "tables.jdbc-user", "postgres",
                        "tables.jdbc-password", "postgres"));
        TableReadersIT.pass(app);
        expected = TableReaders.expected(app.folder);
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        postgres.close();
    }

    @Test
    void trinoReadsTheRowsOfTheCsvFilesAndTheWarehouseAndNoOtherDaysThanIsAskedFor() throws Exception {
        try (var trino = TrinoServer.start(
                Files.createDirectory(folder.resolve("trino")), TrinoServer.lake(catalogue, app.lakeUrl()))) {
            assertReads(TableReaders.read("trino", trino.url()), rowsOfTheSecondDay() + " rows", "0 rows");
        }
    }

    @Test
    void sparkReadsTheRowsOfTheCsvFilesAndTheWarehouseAndNoOtherFilesThanItNeeds() throws Exception {
        assertReads(
                TableReaders.readBy(
                        "spark-requirements.txt", "spark", catalogue, app.lakeUrl(), "target/readers/spark"),
                "1 files",
                "0 files");
    }

    private static void assertReads(List<String> told, String ofTheSecondDay, String ofNoSong) {
        assertThat(told)
                .filteredOn(line -> line.matches("(files|warehouse) .*"))
                .isEqualTo(expected);
        assertThat(told)
                .contains("read of the second day: " + ofTheSecondDay, "read of a song that there is not: " + ofNoSong);
    }

    private static String rowsOfTheSecondDay() {
        String line = "files tbl_playlist_items " + TableReadersIT.DAY.plusDays(1) + " ";
        return expected.stream()
                .filter(each -> each.startsWith(line))
                .map(each -> each.substring(line.length(), each.lastIndexOf(' ')))
                .findFirst()
                .orElseThrow();
    }
}
