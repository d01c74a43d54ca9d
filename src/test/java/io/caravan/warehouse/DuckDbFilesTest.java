package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.RejectedException;
import io.caravan.lake.Lake;
import io.caravan.lake.LocalFiles;
import io.caravan.lake.S3Clients;
import io.caravan.local.LocalS3;
import io.caravan.warehouse.duckdb.DuckDbDialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Where DuckDB reads the files of a load: in a folder of its own, or where the lake has them. */
class DuckDbFilesTest {
    @TempDir
    Path folder;

    private LocalS3 server;
    private S3Client client;
    private Lake lake;

    @BeforeEach
    void start() {
        server = LocalS3.start(folder.resolve("s3"), "lake", 0, "key", "secret");
        client = S3Clients.of(server.url(), "key", "secret");
        lake = new Lake(client, "lake", "");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    /** As two containers do, in each of which Caravan is the process 1. */
    @Test
    void twoProcessesOfOneNumberThatShareTheWorkFolderDoNotTouchEachOthersFiles() throws Exception {
        lake.put("transformed_data/a.csv", "x".getBytes(UTF_8), "text/csv");
        var one = new DuckDbDialect(new LocalFiles(lake, folder.resolve("w").toString(), ""));
        Path file = copied(one, "transformed_data/a.csv");
        var other = new DuckDbDialect(new LocalFiles(lake, folder.resolve("w").toString(), ""));
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
        var dialect = new DuckDbDialect(new LocalFiles(lake, folder.resolve("w").toString(), ""));
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
        var dialect = new DuckDbDialect(new LocalFiles(
                lake, folder.resolve("w").toString(), folder.resolve("files").toString()));

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
        var dialect = new DuckDbDialect(new LocalFiles(
                lake, folder.resolve("w").toString(), folder.resolve("files").toString()));

        String hostile = key.replace("FOLDER", folder.toString());
        assertThatThrownBy(() -> dialect.copyStatement("copy [:files]", List.of(hostile)))
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith("There is no " + hostile + ", which the manifest names");
    }

    @Test
    void aLakeFolderThatIsNotThereIsAMatterOfSettingsAndNoFaultOfAManifest() {
        var dialect = new DuckDbDialect(new LocalFiles(
                lake, folder.resolve("w").toString(), folder.resolve("none").toString()));

        assertThatThrownBy(() -> dialect.copyStatement("copy [:files]", List.of("transformed_data/a.csv")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("none", "warehouse.lake-folder");
    }

    @Test
    void aLakeFolderThatAFilePatternWouldMisreadIsRefused() {
        assertThatThrownBy(() -> new DuckDbDialect(
                        new LocalFiles(lake, folder.resolve("w").toString(), "data*/s3")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("data*/s3", "local.folder");
    }
}
