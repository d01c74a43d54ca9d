package io.caravan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/** Rows as texts that do not depend on how a driver prints times and booleans. */
public final class Cells {
    private Cells() {}

    /** Returns the cells of the current row; a null is called so. */
    public static List<String> of(ResultSet rows) throws SQLException {
        var cells = new ArrayList<String>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            Object value = rows.getObject(i);
            if (value instanceof Timestamp time) {
                cells.add(time.toString().replaceFirst("\\.0+$", ""));
            } else {
                cells.add(value instanceof Boolean ? value.toString() : String.valueOf(rows.getString(i)));
            }
        }
        return cells;
    }
}
