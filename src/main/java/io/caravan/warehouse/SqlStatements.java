package io.caravan.warehouse;

import io.caravan.sink.LedgerRows;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;

/** What the route {@code run-sql} runs. */
public final class SqlStatements {
    private final SqlFiles sqlFiles;
    private final WarehouseDialect dialect;

    /** Creates the bean. */
    public SqlStatements(SqlFiles sqlFiles, WarehouseDialect dialect) {
        this.sqlFiles = sqlFiles;
        this.dialect = dialect;
    }

    /**
     * Returns the statement that a body means.
     *
     * @param asked a statement, or the name of an SQL file whose statement has no parameters
     * @throws io.caravan.failure.ConfigurationException when there is no such file
     */
    public SqlStatement toRun(@Body Object asked) {
        return asked instanceof SqlStatement statement ? statement : named(String.valueOf(asked), Map.of());
    }

    /** Returns what puts rows of the ledger's tables into their stages. */
    public List<SqlStatement> staging(@Body List<LedgerRows> tables) {
        return tables.stream()
                .map(rows -> dialect.stagingStatement(sqlFiles.statement(rows.statement()), rows))
                .toList();
    }

    private SqlStatement named(String name, Map<String, Object> parameters) {
        return new SqlStatement(name, sqlFiles.statement(name), parameters);
    }
}
