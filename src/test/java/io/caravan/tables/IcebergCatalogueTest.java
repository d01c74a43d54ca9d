package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.ConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcebergCatalogueTest {
    @TempDir
    Path folder;

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
