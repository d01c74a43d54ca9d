package io.caravan.warehouse;

import java.nio.file.Path;
import java.sql.SQLException;

/** A statement of the SQL files that the warehouse does not take; in place of the driver's error, whose words and codes it has. */
final class FailedStatementException extends SQLException {
    private static final long serialVersionUID = 1;

    private final transient Path file;

    FailedStatementException(SQLException error, Path file) {
        super(error.getMessage(), error.getSQLState(), error.getErrorCode());
        this.file = file;
        setStackTrace(error.getStackTrace());
    }

    /** Returns the file that the statement stands in. */
    Path file() {
        return file;
    }
}
