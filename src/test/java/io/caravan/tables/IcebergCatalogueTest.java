package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.UnavailableException;
import io.caravan.model.ColumnType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcebergCatalogueTest {
    @TempDir
    Path folder;

    /** The model with another name of a column, and with one more. */
    private static LakeTable later() {
        var columns = new ArrayList<LakeColumn>();
        LakeTable.LEDGER
                .columns()
                .forEach(column ->
                        columns.add(column.fieldId() == 2 ? new LakeColumn(2, "key_of_raw", ColumnType.TEXT) : column));
        columns.add(new LakeColumn(900, "note", ColumnType.TEXT));
        return new LakeTable(
                LakeTable.LEDGER.table(), columns, LakeTable.LEDGER.dayColumn(), LakeTable.LEDGER.model() + 1);
    }

    /** Two that make one folder on a disk at once can hinder each other, and are tried again, as the routes do. */
    private static CatalogueTable open(TableCatalogue catalogue, LakeTable table) {
        try {
            return catalogue.open(table);
        } catch (UnavailableException e) {
            return catalogue.open(table);
        }
    }

    @Test
    void whicheverOfTwoModelsMakesATableItHasTheColumnsAndTheNamesOfTheLaterOne() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            for (int first = 0; first < 3; first++) {
                Path own = Files.createDirectory(folder.resolve("first-" + first));
                try (var place = new IcebergOnDisk(own);
                        var one = place.connect();
                        var other = place.connect()) {
                    Callable<CatalogueTable> older = () -> open(one, LakeTable.LEDGER);
                    Callable<CatalogueTable> later = () -> open(other, later());
                    switch (first) {
                        case 0 -> List.of(older.call(), later.call());
                        case 1 -> List.of(later.call(), older.call());
                        default -> {
                            for (var opened : threads.invokeAll(List.of(older, later))) {
                                opened.get();
                            }
                        }
                    }
                    assertThat(TablesOnDisk.ofSqlite(own).columns("etl_load"))
                            .hasSize(LakeTable.LEDGER.columns().size() + 1)
                            .contains("1 snapshot", "2 key_of_raw", "900 note", "1001 commit_id")
                            .doesNotContain("2 raw_key");
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aTableThatLiesElsewhereThanTheSettingsSayIsNotWrittenTo() {
        try (var place = new IcebergOnDisk(folder)) {
            place.connect().open(LakeTable.LEDGER);

            assertThatThrownBy(() -> place.connect("s3://other/tables/").open(LakeTable.LEDGER))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "etl_load in the namespace of tables.namespace lies in s3://lake/lake/etl_load and not in"
                                    + " s3://other/tables/etl_load, as tables.location")
                    .hasMessageContaining("set tables.namespace to a new one");
            place.connect("s3a://lake/lake/").open(LakeTable.LEDGER);
        }
    }
}
