package io.caravan.warehouse;

import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import io.caravan.text.Timestamps;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;

/**
 * Changes of tables that earlier versions created: the files {@code migrate_*.sql}, each applied once, in the order of their
 * names, by one process at a time, and recorded in {@code etl_migration}. Whoever dies between the two repeats a migration, and a
 * new warehouse has the tables in their new form already: so each says {@code alter table if exists … add column if not exists} or the like.
 */
public final class Migrations {
    private static final String PREFIX = "migrate_";

    private final SqlFiles sqlFiles;
    private final Clock clock;
    private volatile boolean areDue = true;

    /** Creates the bean; the clock says when a migration was applied. */
    public Migrations(SqlFiles sqlFiles, Clock clock) {
        this.sqlFiles = sqlFiles;
        this.clock = clock;
    }

    /** Returns whether this process has still to look what the warehouse lacks. */
    public boolean areDue() {
        return areDue;
    }

    /** Notes that the warehouse has had all of them, and has all tables and views. */
    public void done() {
        areDue = false;
    }

    /** Notes that a statement failed: somebody may have taken away what this process made. */
    public void makeAgain() {
        areDue = true;
    }

    /** Returns the statements of a migration; all but the last end in a semicolon at the end of a line. */
    public List<String> statements(@Body String name) {
        return Stream.of(sqlFiles.statement(name).split(";[ \\t]*(?:\\R|\\z)"))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    /**
     * Returns the names of those that were not applied yet.
     *
     * @param rows what {@code select_migrations.sql} answered
     */
    public List<String> pending(@Body List<Map<String, Object>> rows) {
        Set<Object> applied =
                rows.stream().map(row -> JdbcRows.value(row, "migration_name")).collect(Collectors.toSet());
        return sqlFiles.names(PREFIX).stream()
                .filter(name -> !applied.contains(name))
                .toList();
    }

    /** Returns the parameters of {@code merge_etl_migration.sql}. */
    public Map<String, Object> parameters(@Body String name) {
        return Map.of("migration_name", name, "applied_at", Timestamps.iso(clock.instant()));
    }

    /**
     * Puts an error into words that no batch has to answer for, whatever its kind.
     *
     * @param parameters those of the migration
     * @throws UnavailableException always; without its cause, which the routes would take for a failing load
     */
    public void failed(
            @ExchangeException SQLException error, @Header("CamelJdbcParameters") Map<String, Object> parameters) {
        throw new UnavailableException(
                "The migration " + parameters.get("migration_name") + " failed: " + error.getMessage()
                        + "; mend the table by hand, or the file in warehouse.sql-folder. Nothing is loaded until then",
                null,
                Outcome.FAILED);
    }
}
