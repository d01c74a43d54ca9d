package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.UnavailableException;
import io.caravan.model.Table;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.junit.jupiter.api.Test;

/** A catalogue that takes a stale version, as emulators of Glue do: of two commits at a time one is gone, and nobody is told. */
class LostCommitTest {
    private static final LakeTable SONGS = LakeTable.of(Table.SONGS);

    @Test
    void aCommitThatTheCatalogueTookAndForgotIsAFailure() {
        var schema = IcebergSchemas.schema(SONGS.columns());
        var before = TableMetadata.newTableMetadata(
                schema,
                IcebergSchemas.byDay(schema, "extracted_at"),
                SortOrder.unsorted(),
                "s3://lake/songs",
                Map.of());
        var table = new IcebergTable(SONGS, new BaseTable(new Forgetful(before, new InMemoryFileIO()), "tbl_songs"));
        var file = new TableFile(
                "s3://lake/songs/a.parquet", LocalDate.of(2026, 11, 21), new ParquetFile(Path.of("a"), 1, 1, Map.of()));

        assertThatThrownBy(() -> table.append(List.of(file), "a"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("took a commit to tbl_songs and lost it to another");
    }

    private record Forgetful(TableMetadata current, FileIO io) implements TableOperations {
        @Override
        public TableMetadata refresh() {
            return current;
        }

        @Override
        public void commit(TableMetadata base, TableMetadata metadata) {
            // Says nothing, and keeps what it had.
        }

        @Override
        public String metadataFileLocation(String fileName) {
            return current.location() + "/metadata/" + fileName;
        }

        @Override
        public LocationProvider locationProvider() {
            return LocationProviders.locationsFor(current.location(), current.properties());
        }
    }
}
