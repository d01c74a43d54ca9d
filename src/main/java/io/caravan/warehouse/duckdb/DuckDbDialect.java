package io.caravan.warehouse.duckdb;

import io.caravan.lake.LocalFiles;
import io.caravan.model.DuckDb;
import io.caravan.warehouse.WarehouseDialect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB, which reads files of this machine. In a process one load at a time works, as only one has the session. */
public final class DuckDbDialect implements WarehouseDialect {
    /** The kinds by which DuckDB's messages begin; it sets neither SQLState nor error code. */
    private static final List<String> DATA_ERRORS =
            List.of("Conversion Error", "Constraint Error", "Invalid Input Error", "Out of Range Error");

    /** The words of the operating system with which opening a file can fail until somebody mends it. */
    private static final List<String> REFUSALS = List.of(
            "Permission denied",
            "Read-only file system",
            "No such file or directory",
            "Not a directory",
            "Is a directory",
            "not a valid DuckDB database file");

    /** Another process has the file open; another connection of this one changes the same row. */
    private static final List<String> LOCKED = List.of("Could not set lock", "Conflict on");

    private static final Pattern HELD = Pattern.compile("Could not set lock.*?(?:\\(PID (\\d+)\\)|$)", Pattern.DOTALL);

    private final LocalFiles files;

    /** Creates the bean; the files are the load's own. */
    public DuckDbDialect(LocalFiles files) {
        this.files = files;
    }

    @Override
    public String copyStatement(String sql, List<String> keys) {
        return sql.replace(FILES, DuckDb.literals(files.of(keys)));
    }

    @Override
    public String copyStatement(String sql, Path file) {
        return sql.replace(FILES, DuckDb.literals(List.of(file.toString().replace('\\', '/'))));
    }

    @Override
    public void cleanUp() {
        files.cleanUp();
    }

    /** {@inheritDoc} A full disk and the lock of another process are not among them. */
    @Override
    public boolean isRefusal(SQLException error) {
        String message = String.valueOf(error.getMessage());
        return REFUSALS.stream().anyMatch(message::contains);
    }

    @Override
    public boolean isAway(SQLException error) {
        return WarehouseDialect.super.isAway(error)
                || LOCKED.stream().anyMatch(String.valueOf(error.getMessage())::contains);
    }

    @Override
    public Optional<String> holder(SQLException error) {
        Matcher held = HELD.matcher(String.valueOf(error.getMessage()));
        return held.find()
                ? Optional.of(held.group(1) == null ? "another process" : "the process " + held.group(1))
                : Optional.empty();
    }

    @Override
    public boolean isDataError(SQLException error) {
        String message = String.valueOf(error.getMessage());
        return DATA_ERRORS.stream().anyMatch(message::startsWith);
    }
}
