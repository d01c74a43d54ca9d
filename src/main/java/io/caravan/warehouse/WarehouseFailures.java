package io.caravan.warehouse;

import io.caravan.ConfigurationException;
import io.caravan.Outcome;
import io.caravan.RejectedException;
import io.caravan.UnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;

/** Puts the warehouse's errors into the kinds that the routes know: the data is at fault, a setting, or the warehouse. */
public final class WarehouseFailures {
    /** The class of SQLState for connections. */
    private static final String CONNECTION = "08";

    private final WarehouseDialect dialect;

    /** Creates the bean. */
    public WarehouseFailures(WarehouseDialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Throws the error anew.
     *
     * @param batch what was being loaded; null outside a load
     * @throws RejectedException when the warehouse does not take the rows of the batch
     * @throws ConfigurationException when it does not accept who signs in
     * @throws UnavailableException otherwise: parked where it is away or locked, failed where a statement fails
     */
    public void explain(@ExchangeException SQLException error, @ExchangeProperty("batch") Batch batch) {
        if (batch != null && dialect.isDataError(error)) {
            throw new RejectedException(
                    "The warehouse does not take the rows of " + batch + ": " + error.getMessage()
                            + "; put the raw object into raw_data/to_processed/ again",
                    error);
        }
        if (neverOpened(error) && error.getCause() instanceof SQLException cause && dialect.isRefusal(cause)) {
            // Without its cause, which the routes would take for a failing network.
            throw new ConfigurationException("The warehouse refuses the sign-in: " + cause.getMessage()
                    + "; see warehouse.user, and the key or token that it is given");
        }
        throw new UnavailableException(
                "The warehouse failed" + (batch == null ? "" : " at " + batch) + ": " + words(error)
                        + "; see that warehouse.url can be reached and no other process has it open",
                error,
                isAway(error) ? Outcome.PARKED : Outcome.FAILED);
    }

    private static boolean isAway(SQLException error) {
        return neverOpened(error) || String.valueOf(error.getSQLState()).startsWith(CONNECTION);
    }

    /** The pool says so when it waited for a connection in vain. */
    private static boolean neverOpened(SQLException error) {
        return error instanceof SQLTransientConnectionException;
    }

    /** The pool's own message says that it waited; its cause says why in vain. */
    private static String words(SQLException error) {
        return error.getCause() == null
                ? error.getMessage()
                : error.getMessage() + " " + error.getCause().getMessage();
    }
}
