package io.caravan.tables;

import io.caravan.model.ColumnType;
import io.caravan.model.DuckDb;

/**
 * A column of a lake table.
 *
 * @param fieldId its number within the table, which readers find it by, whatever it is called
 * @param name in small letters, since some catalogues know no others
 * @param type what its values are
 */
record LakeColumn(int fieldId, String name, ColumnType type) {
    LakeColumn {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("The column " + name
                    + " is not written in small letters, digits and _, which is all that every catalogue knows");
        }
    }

    /** Returns the type that DuckDB writes it as; all readers of Parquet know what becomes of these. */
    String duckDbType() {
        return DuckDb.type(type);
    }
}
