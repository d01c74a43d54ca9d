package io.caravan.transform;

import java.io.IOException;

/** Takes the rows of a table one by one: a file, a message, a batch. */
@FunctionalInterface
public interface RowSink {
    /**
     * Takes a row.
     *
     * @param row to be read before this returns: then it becomes the next row
     * @throws IOException if it cannot be taken; no sink gets a row after that
     */
    void take(Row row) throws IOException;
}
