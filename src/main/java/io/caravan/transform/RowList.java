package io.caravan.transform;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Rows that end in the same two columns, which are known only when all rows are: a view that appends them. */
final class RowList extends AbstractList<List<String>> implements RandomAccess {
    private final List<String[]> rows;
    private final String[] ending;

    RowList(List<String[]> rows, String extractedAt, String snapshot) {
        this.rows = rows;
        this.ending = new String[] {extractedAt, snapshot};
    }

    @Override
    public List<String> get(int index) {
        return new Row(rows.get(index), ending);
    }

    @Override
    public int size() {
        return rows.size();
    }

    private static final class Row extends AbstractList<String> implements RandomAccess {
        private final String[] beginning;
        private final String[] ending;

        Row(String[] beginning, String[] ending) {
            this.beginning = beginning;
            this.ending = ending;
        }

        @Override
        public String get(int index) {
            return index < beginning.length ? beginning[index] : ending[index - beginning.length];
        }

        @Override
        public int size() {
            return beginning.length + ending.length;
        }
    }
}
