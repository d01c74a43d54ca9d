package io.caravan.warehouse;

import io.caravan.RejectedException;
import io.caravan.UnavailableException;
import java.sql.SQLException;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;

/** Puts the warehouse's errors into the two kinds that the routes know: the data is at fault, or the warehouse. */
public final class WarehouseFailures {
    private final WarehouseDialect dialect;

    /** Creates the bean. */
    public WarehouseFailures(WarehouseDialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Throws the error anew.
     *
     * @param batch what was being loaded; null outside a load
     */
    public void explain(@ExchangeException SQLException error, @ExchangeProperty("batch") Batch batch) {
        if (batch != null && dialect.isDataError(error)) {
            throw new RejectedException(
                    "The warehouse does not take the rows of " + batch + ": " + error.getMessage()
                            + "; put the raw object into raw_data/to_processed/ again",
                    error);
        }
        throw new UnavailableException(
                "The warehouse failed" + (batch == null ? "" : " at " + batch) + ": " + words(error)
                        + "; see that warehouse.url can be reached and no other process has it open",
                error);
    }

    /** The pool's own message says that it waited; its cause says why in vain. */
    private static String words(SQLException error) {
        return error.getCause() == null
                ? error.getMessage()
                : error.getMessage() + " " + error.getCause().getMessage();
    }
}
