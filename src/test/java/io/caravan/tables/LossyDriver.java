package io.caravan.tables;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Properties;
import java.util.logging.Logger;

/** SQLite behind a line that is cut once, after an update of one table's entry in the catalogue was carried out. */
final class LossyDriver implements Driver {
    static final String PREFIX = "jdbc:lossy:";

    private volatile String table;
    private volatile boolean lost;

    void register() throws SQLException {
        DriverManager.registerDriver(this);
    }

    void deregister() throws SQLException {
        DriverManager.deregisterDriver(this);
    }

    void loseTheAnswerOfTheNextCommitTo(String name) {
        table = name;
    }

    boolean lost() {
        return lost;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + url.substring(PREFIX.length()), properties);
        return proxy(Connection.class, (any, method, arguments) -> {
            Object answer = call(method, connection, arguments);
            boolean isUpdate = method.getName().equals("prepareStatement")
                    && arguments[0].toString().strip().startsWith("UPDATE");
            return isUpdate ? update((PreparedStatement) answer) : answer;
        });
    }

    private PreparedStatement update(PreparedStatement statement) {
        var values = new HashSet<Object>();
        return proxy(PreparedStatement.class, (any, method, arguments) -> {
            if (method.getName().startsWith("set") && arguments.length == 2) {
                values.add(arguments[1]);
            }
            Object answer = call(method, statement, arguments);
            if (method.getName().equals("executeUpdate") && table != null && values.contains(table)) {
                table = null;
                lost = true;
                throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
            }
            return answer;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("lossy");
    }
}
