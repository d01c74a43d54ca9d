package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.ConfigurationException;
import io.caravan.model.ColumnType;
import io.caravan.model.Table;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class LakeTableTest {
    @Test
    void aNewColumnIsNullForOldDaysAndAnOlderCaravanTakesNoneAway() {
        LakeTable whole = LakeTable.of(Table.ARTISTS);
        LakeTable older = new LakeTable(
                Table.ARTISTS,
                whole.columns().stream().filter(column -> column.fieldId() != 3).toList(),
                "extracted_at");

        assertThat(IcebergSchemas.united(older.columns(), whole.columns(), true))
                .isEqualTo(whole.columns());
        assertThat(IcebergSchemas.united(whole.columns(), older.columns(), true))
                .isEqualTo(whole.columns());
        var renamed = new LakeColumn(2, "name_of_artist", ColumnType.TEXT);
        assertThat(IcebergSchemas.united(whole.columns(), List.of(renamed), true))
                .contains(renamed);
        assertThat(IcebergSchemas.united(whole.columns(), List.of(renamed), false))
                .isEqualTo(whole.columns());
    }

    @Test
    void aNameThatNotEveryCatalogueKnowsIsRefused() {
        assertThatThrownBy(() -> new LakeColumn(1, "songId", ColumnType.TEXT))
                .hasMessageContaining("songId is not written in small letters");
    }

    @Test
    void aTypeThatNotEveryReaderKnowsIsRefused() {
        var schema = new Schema(Types.NestedField.optional(1, "song_id", Types.UUIDType.get()));

        assertThatThrownBy(() -> IcebergSchemas.columns("tbl_songs", schema))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("The column song_id of the lake table tbl_songs is of the type uuid");
    }
}
