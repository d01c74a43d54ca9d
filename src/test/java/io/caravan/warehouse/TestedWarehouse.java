package io.caravan.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A warehouse of one engine that nobody has used, and what a test does to it from outside. */
interface TestedWarehouse extends AutoCloseable {
    /** Returns the properties that lead an application to it, {@code warehouse.*} and where needed {@code lake.*}. */
    Map<String, String> settings();

    /** Opens a connection of the test's own. */
    Connection connect() throws SQLException;

    /** Keeps the application from the warehouse until what it returns is closed. */
    AutoCloseable away() throws Exception;

    /** Lets the warehouse find out that a process is gone which was at work in it. */
    default void forgetTheDead() {}

    /** Tells whether connections stay open after a load, for the next. */
    default boolean keepsConnections() {
        return false;
    }

    /** Returns how many bytes long a song may be named that comes back as it was; its album is named by a few more. */
    default int longestText() {
        return 3_000_000;
    }

    @Override
    void close();
}
