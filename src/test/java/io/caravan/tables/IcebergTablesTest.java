package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class IcebergTablesTest extends LakeTablesContractTest {
    @BeforeAll
    static void start() {
        start(Map.of("tables.catalogue", "jdbc"), TablesOnDisk.ofSqlite(folder));
    }

    @Test
    void filesLieInFoldersOfTheirDayUnderNamesThatAreGivenOnce() {
        app.once();
        app.once();

        String day = app.clock.instant().toString().substring(0, 10);
        assertThat(tables.files("tbl_songs").stream()
                        .map(file -> file.location())
                        .filter(location -> location.contains("/lake/tbl_songs/data/day=" + day + "/")))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void noTableIsMadeAmongTheFilesOfAnotherCataloguesTable() {
        app.once();
        var builder = new TableCatalogueBuilder();
        // One of its own, which is closed with the catalogue.
        builder.setS3Client(S3Client.builder()
                .endpointOverride(URI.create(app.lakeUrl()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local-secret")))
                .build());
        builder.setKind("jdbc");
        builder.setLocation("s3://lake/lake/");
        builder.setNamespace("others");
        builder.setJdbcUrl("jdbc:sqlite:" + folder.resolve("others.sqlite"));
        builder.setJdbcUser("");
        try (TableCatalogue others = builder.build()) {
            assertThatThrownBy(() -> others.open(LakeTable.LEDGER))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("lists no table etl_load, and in s3://lake/lake/etl_load/data/ lie files");
        }
    }

    @Test
    void everyColumnOfEveryFileHasTheFieldIdOfTheModel() throws Exception {
        app.once();
        for (LakeTable table : LakeTable.all()) {
            if (tables.paths(table.name()).isEmpty()) {
                continue;
            }
            Path file = tables.paths(table.name()).get(0);
            List<String> expected = new ArrayList<>();
            table.columns().forEach(column -> expected.add(column.name() + " " + column.fieldId()));
            assertThat(tables.query(
                            "select name, field_id from parquet_schema('" + file + "') where num_children is null"))
                    .as(table.name())
                    .isEqualTo(expected);
        }
    }

    /** All readers of Parquet take these; not all of them take times with a zone, of nanoseconds or without a date, UUID, HUGEINT or ENUM. */
    @Test
    void filesHaveNoTypesButThoseThatEveryReaderTakes() throws Exception {
        app.once();
        for (LakeTable table : LakeTable.all()) {
            for (Path file : tables.paths(table.name())) {
                assertThat(tables.query("select type, converted_type, left(logical_type, 36) from parquet_schema('"
                                + file + "') where num_children is null"))
                        .as(table.name())
                        .isSubsetOf(
                                "BYTE_ARRAY UTF8 null",
                                "INT32 INT_32 null",
                                "INT64 INT_64 null",
                                "BOOLEAN null null",
                                "INT32 DATE null",
                                "INT64 TIMESTAMP_MICROS TimestampType(isAdjustedToUTC=0, uni");
            }
        }
    }

    @Test
    void filesAreFoundByTheValuesInThem() throws Exception {
        app.once();
        var file = tables.files("tbl_playlist_items").get(0);
        String of =
                "select min(position), max(position), min(snapshot), count(*) - count(popularity) from read_parquet('"
                        + file.location().replace("s3://", folder + "/s3/") + "')";
        String[] facts = tables.query(of).get(0).split(" ", -1);

        assertThat(Conversions.<Integer>fromByteBuffer(
                        Types.IntegerType.get(), file.lowerBounds().get(2)))
                .isEqualTo(Integer.parseInt(facts[0]));
        assertThat(Conversions.<Integer>fromByteBuffer(
                        Types.IntegerType.get(), file.upperBounds().get(2)))
                .isEqualTo(Integer.parseInt(facts[1]));
        assertThat(facts[2])
                .startsWith(Conversions.fromByteBuffer(
                                Types.StringType.get(), file.lowerBounds().get(8))
                        .toString());
        assertThat(file.nullValueCounts()).containsEntry(6, Long.parseLong(facts[3]));
    }
}
