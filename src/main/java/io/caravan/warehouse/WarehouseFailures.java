package io.caravan.warehouse;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.RejectedException;
import io.caravan.failure.UnavailableException;
import io.caravan.sink.Batch;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;

/** Puts the warehouse's errors into the kinds that the routes know: the data is at fault, a setting, or the warehouse. */
public final class WarehouseFailures {
    private final WarehouseDialect dialect;
    private final SqlFiles sqlFiles;

    /** Creates the bean. */
    public WarehouseFailures(WarehouseDialect dialect, SqlFiles sqlFiles) {
        this.dialect = dialect;
        this.sqlFiles = sqlFiles;
    }

    /**
     * Throws the error anew.
     *
     * @param batch what was being loaded; null outside a load
     * @throws RejectedException when the warehouse does not take the rows of the batch
     * @throws ConfigurationException when it does not accept who signs in, or its file cannot be written
     * @throws UnavailableException otherwise: parked where it is away, locked or out of space, failed where a statement fails
     */
    public void explain(
            @ExchangeException SQLException error, @ExchangeProperty(ExchangeProperties.BATCH) Batch batch) {
        if (batch != null && dialect.isDataError(error)) {
            throw new RejectedException(
                    "The warehouse does not take the rows of " + batch + ": " + error.getMessage()
                            + "; replay the snapshot, which writes its files anew",
                    error);
        }
        // Camel gives the last cause, without what the pool has put around it.
        SQLException reason = error.getCause() instanceof SQLException cause ? cause : error;
        if (dialect.isRefusal(reason)) {
            // Without its cause, which the routes would take for a failing network.
            throw new ConfigurationException("The warehouse refuses to be opened: " + reason.getMessage()
                    + "; see warehouse.url and warehouse.user, and the file's rights or the key or token behind them");
        }
        String where = batch == null ? "" : " at " + batch;
        if (isFull(error) || isFull(reason)) {
            throw new UnavailableException(
                    "The warehouse has no room left on its disk" + where + ": " + words(error)
                            + "; free some space where warehouse.url and warehouse.work-folder lie. What waits stays in the lake,"
                            + " and the next run loads it",
                    error,
                    Outcome.PARKED);
        }
        Optional<String> holder = dialect.holder(error).or(() -> dialect.holder(reason));
        if (holder.isPresent()) {
            throw new UnavailableException(
                    "The warehouse is held by " + holder.get() + where
                            + ", and one process at a time can load; wait for its end, or stop it: a run in the same folder, or a program"
                            + " that has the file open. What waits stays in the lake, and the next run loads it",
                    error,
                    Outcome.PARKED);
        }
        if (error instanceof FailedStatementException failed) {
            throw new UnavailableException(
                    "The warehouse failed" + where + " in " + failed.file() + ": " + error.getMessage()
                            + "; mend that file, or the tables that it names",
                    error,
                    Outcome.FAILED);
        }
        throw new UnavailableException(
                "The warehouse failed" + where + ": " + words(error)
                        + "; see that warehouse.url can be reached, and it may read the lake",
                error,
                dialect.isAway(error) || dialect.isAway(reason) ? Outcome.PARKED : Outcome.FAILED);
    }

    /**
     * Throws the error anew, with the file of the statement where that is at fault and not the warehouse as such.
     *
     * @param name the statement's file without {@code .sql}; null where it stands in none as it was run
     */
    public void locate(
            @ExchangeException SQLException error, @ExchangeProperty(ExchangeProperties.STATEMENT) String name)
            throws SQLException {
        if (name == null
                || error.getCause() != null
                || isFull(error)
                || dialect.isAway(error)
                || dialect.isRefusal(error)) {
            throw error;
        }
        throw new FailedStatementException(error, sqlFiles.file(name));
    }

    private static boolean isFull(SQLException error) {
        return String.valueOf(error.getMessage()).contains("No space left on device");
    }

    /** The pool's own message says that it waited; its cause says why in vain. */
    private static String words(SQLException error) {
        return error.getCause() == null
                ? error.getMessage()
                : error.getMessage() + " " + error.getCause().getMessage();
    }
}
