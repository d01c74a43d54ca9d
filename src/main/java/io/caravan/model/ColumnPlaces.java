package io.caravan.model;

import java.util.List;

/** Where columns stand, by the hashes of their names: the transform asks for each value of each row. */
final class ColumnPlaces {
    /** A power of 2, more than there are columns in any table. */
    private static final int SLOTS = 128;

    private final String[] names = new String[SLOTS];
    private final int[] indexes = new int[SLOTS];

    ColumnPlaces(List<Column> columns) {
        for (int index = 0; index < columns.size(); index++) {
            String name = columns.get(index).name();
            int slot = name.hashCode() & (SLOTS - 1);
            while (names[slot] != null) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            names[slot] = name;
            indexes[slot] = index;
        }
    }

    /** Returns a column's place, from 0; below 0 where there is no such column. */
    @SuppressWarnings("ReferenceEquality") // names are literals: most are found without a look at their letters
    int indexOf(String column) {
        int first = column.hashCode() & (SLOTS - 1);
        return names[first] == column ? indexes[first] : search(column, first);
    }

    private int search(String column, int first) {
        for (int slot = first; names[slot] != null; slot = (slot + 1) & (SLOTS - 1)) {
            if (names[slot].equals(column)) {
                return indexes[slot];
            }
        }
        return -1;
    }
}
