package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.ConfigurationException;
import io.caravan.HeldFile;
import io.caravan.Outcome;
import io.caravan.RejectedException;
import io.caravan.run.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files come through S3, as in production; all other tests of the profile local let DuckDB read them where they lie. */
class DuckDbWarehouseTest extends WarehouseContractTest {
    @Override
    Map<String, String> warehouse() {
        return Map.of("warehouse.dialect", "duckdb", "warehouse.url", url(), "warehouse.lake-folder", "");
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    private String url() {
        return "jdbc:duckdb:" + folder.resolve("warehouse.duckdb");
    }

    @Test
    void anEmptyInboxDoesNotOpenTheWarehouse() {
        assertThat(load().failures()).isEmpty();

        assertThat(folder.resolve("warehouse.duckdb")).doesNotExist();
    }

    @Override
    AutoCloseable away() throws Exception {
        return HeldFile.of(folder.resolve("warehouse.duckdb"));
    }

    @Test
    void load1AFileThatAnotherProcessHasOpenIsNamedAsTheReason() throws Exception {
        startWith(Map.of("warehouse.connect-timeout", "3s"));
        snapshot("p1", "2026-11-01 06:00:00.000").put(lake);
        try (var away = away()) {
            assertThat(away).isNotNull();
            assertThat(load().failures())
                    .extracting(Failure::message)
                    .singleElement()
                    .asString()
                    .contains("Could not set lock");
        }
    }

    @Test
    void aFileThatCannotBeOpenedIsAMatterOfSettingsAndNotTriedAgain() {
        startWith(Map.of(
                "warehouse.url", "jdbc:duckdb:" + folder.resolve("none/w.duckdb"), "warehouse.connect-timeout", "3s"));
        var waiting = snapshot("p1", "2026-11-01 06:00:00.000")
                .song(0, "s1", "One", "1", "2026-11-01 06:00:00.000")
                .put(lake);

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .startsWith("The warehouse refuses to be opened: ")
                .contains("none/w.duckdb", "No such file", "warehouse.url");
        assertThat(summary.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(inbox()).containsExactly(waiting.inboxKey());
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aFileOfAnotherKindIsAMatterOfSettingsAndStaysAsItIs() throws Exception {
        Path other = Files.writeString(folder.resolve("other.txt"), "Not a database. ".repeat(1_000));
        startWith(Map.of("warehouse.url", "jdbc:duckdb:" + other, "warehouse.connect-timeout", "3s"));
        snapshot("p1", "2026-11-01 06:00:00.000").put(lake);

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .startsWith("The warehouse refuses to be opened: ")
                .contains("other.txt", "warehouse.url");
        assertThat(summary.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(other).hasContent("Not a database. ".repeat(1_000));
    }

    /** As two containers do, in each of which Caravan is the process 1. */
    @Test
    void twoProcessesOfOneNumberThatShareTheWorkFolderDoNotTouchEachOthersFiles() throws Exception {
        lake.put("transformed_data/a.csv", "x".getBytes(UTF_8), "text/csv");
        var one = new DuckDbDialect(lake, folder.resolve("w").toString(), "");
        Path file = copied(one, "transformed_data/a.csv");
        var other = new DuckDbDialect(lake, folder.resolve("w").toString(), "");
        Path others = copied(other, "transformed_data/a.csv");

        assertThat(others).hasContent("x");
        other.cleanUp();

        assertThat(others).doesNotExist();
        assertThat(file).hasContent("x");
        one.cleanUp();
        assertThat(folder.resolve("w")).isEmptyDirectory();
    }

    @Test
    void thePartOfALoadThatWasCopiedMakesRoomForTheNext() {
        lake.put("transformed_data/a.csv", "x".getBytes(UTF_8), "text/csv");
        var dialect = new DuckDbDialect(lake, folder.resolve("w").toString(), "");
        Path first = copied(dialect, "transformed_data/a.csv");

        Path next = copied(dialect, "transformed_data/a.csv");

        assertThat(first.getParent()).doesNotExist();
        assertThat(next).hasContent("x");
    }

    /** Returns where a load of one object would let DuckDB read it. */
    private static Path copied(DuckDbDialect dialect, String key) {
        return Path.of(
                dialect.copyStatement(WarehouseDialect.FILES, List.of(key)).replace("'", ""));
    }

    @Test
    void filesOfALakeThatIsAFolderAreReadWhereTheyLie() throws Exception {
        Path lakeFolder = Files.createDirectories(folder.resolve("files"));
        Path file =
                Files.createDirectories(lakeFolder.resolve("transformed_data")).resolve("a.csv");
        Files.writeString(file, "x");
        var dialect = new DuckDbDialect(
                lake, folder.resolve("w").toString(), folder.resolve("files").toString());

        assertThat(dialect.copyStatement("copy [:files]", List.of("transformed_data/a.csv")))
                .isEqualTo("copy ['" + file + "']");
        assertThat(folder.resolve("w")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transformed_data/none.csv",
                "../outside.csv",
                "transformed_data/../../outside.csv",
                "transformed_data/../inside.csv",
                "transformed_data/link.csv",
                "way/outside.csv",
                "FOLDER/outside.csv",
                "transformed_data"
            })
    void aManifestLeadsToNothingThatIsNoObjectOfTheLake(String key) throws Exception {
        Path lakeFolder = Files.createDirectories(folder.resolve("files"));
        Path outside = Files.writeString(folder.resolve("outside.csv"), "secret");
        Files.writeString(lakeFolder.resolve("inside.csv"), "x");
        Files.createDirectories(lakeFolder.resolve("transformed_data"));
        Files.createSymbolicLink(lakeFolder.resolve("transformed_data/link.csv"), outside);
        Files.createSymbolicLink(lakeFolder.resolve("way"), folder);
        var dialect = new DuckDbDialect(
                lake, folder.resolve("w").toString(), folder.resolve("files").toString());

        String hostile = key.replace("FOLDER", folder.toString());
        assertThatThrownBy(() -> dialect.copyStatement("copy [:files]", List.of(hostile)))
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith("There is no " + hostile + ", which the manifest names");
    }

    @Test
    void aLakeFolderThatIsNotThereIsAMatterOfSettingsAndNoFaultOfAManifest() {
        var dialect = new DuckDbDialect(
                lake, folder.resolve("w").toString(), folder.resolve("none").toString());

        assertThatThrownBy(() -> dialect.copyStatement("copy [:files]", List.of("transformed_data/a.csv")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("none", "warehouse.lake-folder");
    }

    @Test
    void aLakeFolderThatAFilePatternWouldMisreadIsRefused() {
        assertThatThrownBy(() -> new DuckDbDialect(lake, folder.resolve("w").toString(), "data*/s3"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("data*/s3", "local.folder");
    }
}
