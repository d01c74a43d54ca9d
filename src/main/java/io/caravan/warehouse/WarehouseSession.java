package io.caravan.warehouse;

import com.zaxxer.hikari.HikariDataSource;
import io.caravan.run.Runs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.apache.camel.component.jdbc.ConnectionStrategy;
import org.apache.camel.language.simple.Simple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection on which the statements of a route run, between its {@code open} and its {@code close}. A session
 * belongs to the exchange that opened it, on whatever thread that ends; others wait for their turn, since DuckDB has one writer
 * and no keys that would stop two loads from adding the same row. Another bean of this class is another session.
 *
 * <p>Transactions are begun and ended by SQL and not by auto-commit, which an emulator of Snowflake gets wrong.
 */
public final class WarehouseSession implements ConnectionStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(WarehouseSession.class);

    private final HikariDataSource pool;
    private final WarehouseDialect dialect;
    private final Runs runs;
    private final Semaphore turn = new Semaphore(1, true);
    private volatile String owner;
    private volatile Thread thread;
    private Connection connection;
    private Connection borrowed;
    private boolean inTransaction;

    /** Creates the bean over the pool that its connections come from; the run names itself to the warehouse. */
    public WarehouseSession(HikariDataSource pool, WarehouseDialect dialect, Runs runs) {
        this.pool = pool;
        this.dialect = dialect;
        this.runs = runs;
    }

    /**
     * Waits for its turn and opens a connection.
     *
     * @param exchangeId whose session it is
     * @throws SQLException when the warehouse cannot be reached
     */
    public void open(@Simple("${exchangeId}") String exchangeId) throws SQLException, InterruptedException {
        if (Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("This thread has a session already");
        }
        turn.acquire();
        owner = exchangeId;
        thread = Thread.currentThread();
        try {
            connection = pool.getConnection();
            borrowed = unclosable(connection);
            for (String statement : dialect.openingStatements(runs.currentRunId())) {
                execute(statement);
            }
        } catch (SQLException | RuntimeException e) {
            close(exchangeId);
            throw e;
        }
    }

    /** Begins a transaction. */
    public void begin() throws SQLException {
        execute("begin");
        inTransaction = true;
    }

    /** Commits the transaction. */
    public void commit() throws SQLException {
        execute("commit");
        inTransaction = false;
    }

    /**
     * Rolls back what was not committed and gives the connection back, or closes it for good where the dialect keeps none. Does
     * nothing where {@code open} failed, and never hides the error that led here.
     *
     * @param exchangeId whose session it is
     */
    public void close(@Simple("${exchangeId}") String exchangeId) {
        if (!exchangeId.equals(owner)) {
            return;
        }
        if (connection == null) {
            end();
            return;
        }
        boolean kept = dialect.keepsConnections() && !inTransaction;
        try {
            if (inTransaction) {
                execute("rollback");
            }
            if (kept) {
                connection.close();
                return;
            }
            // The pool closes what is evicted at some later time, in a thread of its own.
            connection.unwrap(Connection.class).close();
        } catch (SQLException e) {
            LOG.warn(
                    "The warehouse did not take the end of a session, and drops what was not committed: {}",
                    e.getMessage());
        } finally {
            if (!kept) {
                pool.evictConnection(connection);
            }
            connection = null;
            borrowed = null;
            inTransaction = false;
            end();
        }
    }

    private void end() {
        owner = null;
        thread = null;
        turn.release();
    }

    /** Returns the connection of the session that this thread has open; closing it has no effect. */
    @Override
    public Connection getConnection(DataSource dataSource) {
        if (!Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("A statement came outside a session: the route has to open one first");
        }
        return borrowed;
    }

    /** Lets camel-jdbc close the connection at once, which has no effect, and not at the end of the exchange. */
    @Override
    public boolean isConnectionTransactional(Connection connection, DataSource dataSource) {
        return false;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection unclosable(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                WarehouseSession.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
