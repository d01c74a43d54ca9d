package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import io.caravan.model.ColumnType;
import io.caravan.model.Table;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class LakeTableTest {
    private static final LakeTable OLDER = known(
            1, new LakeColumn(1, "artist_id", ColumnType.TEXT), new LakeColumn(2, "artist_name", ColumnType.TEXT));
    /** With a column more, another order, and another name. */
    private static final LakeTable LATER = known(
            2,
            new LakeColumn(3, "artist_name", ColumnType.TEXT),
            new LakeColumn(2, "name_of_artist", ColumnType.TEXT),
            new LakeColumn(1, "artist_id", ColumnType.TEXT));

    private static LakeTable known(int model, LakeColumn... columns) {
        return new LakeTable(Table.ARTISTS, List.of(columns), "extracted_at", model);
    }

    private static List<String> names(List<LakeColumn> columns) {
        return columns.stream()
                .map(column -> column.fieldId() + " " + column.name())
                .toList();
    }

    @Test
    void aTableGetsWhatALaterModelKnowsAndItsNamesAndNoColumnGoes() {
        List<LakeColumn> later = LATER.addedTo(OLDER.columns(), 1);

        assertThat(names(later)).containsExactly("1 artist_id", "2 name_of_artist", "3 artist_name");
        assertThat(OLDER.addedTo(later, 2)).as("the older beside it").isEqualTo(later);
        assertThat(LATER.addedTo(later, 2)).as("a second time").isEqualTo(later);
    }

    @Test
    void eachModelFindsColumnsByItsOwnNames() {
        List<LakeColumn> there = LATER.addedTo(OLDER.columns(), 1);

        assertThat(names(LATER.named(there))).containsExactly("1 artist_id", "2 name_of_artist", "3 artist_name");
        assertThat(names(OLDER.named(there))).containsExactly("1 artist_id", "2 artist_name", "3 artist_name_3");
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
