package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
