package io.caravan.warehouse;

import com.zaxxer.hikari.HikariDataSource;
import io.caravan.run.CurrentRun;
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
    private final CurrentRun runs;
    private final Semaphore turn = new Semaphore(1, true);
    private volatile String owner;
    private volatile Thread thread;
    private Connection connection;
    private Connection borrowed;
    /** Of a session that rests; guarded by the turn. */
    private Connection resting;

    private boolean inTransaction;

    /** Creates the bean over the pool that its connections come from; the run names itself to the warehouse. */
    public WarehouseSession(HikariDataSource pool, WarehouseDialect dialect, CurrentRun runs) {
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
            connection = resting == null ? pool.getConnection() : resting;
            resting = null;
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
        boolean broken = inTransaction;
        try {
            if (broken) {
                execute("rollback");
            }
            giveBack(connection, broken);
        } catch (SQLException e) {
            LOG.warn(
                    "The warehouse did not take the end of a session, and drops what was not committed: {}",
                    e.getMessage());
            pool.evictConnection(connection);
        } finally {
            connection = null;
            borrowed = null;
            inTransaction = false;
            end();
        }
    }

    /**
     * Ends the session as {@code close} does, but keeps the connection for the next one, which follows at once: opening a DuckDB file and closing it
     * costs as much as a landing. Whoever looks after the work calls {@link #endRest} in case that none follows.
     */
    public void rest(@Simple("${exchangeId}") String exchangeId) {
        if (!exchangeId.equals(owner)) {
            return;
        }
        if (connection == null || inTransaction || dialect.keepsConnections()) {
            close(exchangeId);
            return;
        }
        resting = connection;
        connection = null;
        borrowed = null;
        end();
    }

    /** Gives back what a session that rests has kept; another process can have the file then. Does nothing while one is at work. */
    public void endRest() {
        if (!turn.tryAcquire()) {
            return;
        }
        try {
            if (resting != null) {
                giveBack(resting, false);
            }
        } catch (SQLException e) {
            LOG.debug("A connection that rested did not end: {}", e.getMessage());
        } finally {
            resting = null;
            turn.release();
        }
    }

    private void giveBack(Connection used, boolean broken) throws SQLException {
        if (dialect.keepsConnections() && !broken) {
            used.close();
            return;
        }
        try {
            // The pool closes what is evicted at some later time, in a thread of its own.
            used.unwrap(Connection.class).close();
        } finally {
            pool.evictConnection(used);
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
