package io.caravan.warehouse;

import io.caravan.sink.LedgerRows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;

/** What differs between warehouses and cannot be said in SQL. */
public interface WarehouseDialect {
    /** Where the names of the files stand in a {@code copy_*.sql} or {@code take_landed_*.sql}, as a list of SQL literals. */
    String FILES = ":files";

    /** How the values of SQLState begin that are about the connection. */
    String CONNECTION_STATES = "08";

    /**
     * Makes objects of the lake readable for the warehouse and puts their names into a statement.
     *
     * @param sql a statement with {@link #FILES} in it
     * @param keys keys of CSV files, {@code [A-Za-z0-9_.=/-]+}, at least one
     * @throws io.caravan.failure.RejectedException when one of them is not there
     */
    String copyStatement(String sql, List<String> keys);

    /**
     * Makes a file of this machine readable for the warehouse and puts its name into a statement.
     *
     * @param sql a statement with {@link #FILES} in it
     * @param file a CSV file in a folder whose path holds nothing that SQL would read as more than a name
     */
    String copyStatement(String sql, Path file);

    /** Makes the files of a part readable for the warehouse and puts their names into its statement, see the other of this name. */
    default String copyStatement(String sql, CopyPart part) {
        return copyStatement(sql, part.files());
    }

    /** Returns what puts rows that stand in no file into their stage; its text has them bound, or names where they are. */
    default SqlStatement stagingStatement(String sql, LedgerRows rows) {
        return new SqlStatement(rows.statement(), sql, rows.parameters());
    }

    /**
     * Has the warehouse read a file of the lake, where it needs a right of its own for that; leaves nothing behind.
     *
     * @throws io.caravan.failure.ConfigurationException when it may not, with the way to mend it
     */
    default void tryToRead(Connection connection) throws SQLException {}

    /** Drops what {@link #copyStatement} and {@link #stagingStatement} left behind. */
    void cleanUp();

    /** Returns what is run on a connection before a session uses it, to tell the warehouse which run that is. */
    default List<String> openingStatements(String runId) {
        return List.of();
    }

    /** Tells whether connections stay open between sessions; one that is open would keep other processes out of a DuckDB file. */
    default boolean keepsConnections() {
        return false;
    }

    /** Tells whether the warehouse is out of reach or somebody else has locked it, so that the same may work later. */
    default boolean isAway(SQLException error) {
        return error instanceof SQLTransientConnectionException
                || String.valueOf(error.getSQLState()).startsWith(CONNECTION_STATES);
    }

    /** Returns who keeps the warehouse to itself, where the error is that somebody does. */
    default Optional<String> holder(SQLException error) {
        return Optional.empty();
    }

    /** Tells whether opening failed because the warehouse does not accept who signs in or writes, which no retry heals. */
    default boolean isRefusal(SQLException error) {
        return false;
    }

    /** Tells whether the data is at fault, and not the warehouse, the connection or the statement. */
    boolean isDataError(SQLException error);
}
