package io.caravan.warehouse.redshift;

import io.caravan.failure.ConfigurationException;
import io.caravan.model.Table;
import io.caravan.warehouse.WarehouseEngine;
import io.caravan.warehouse.WarehouseSignIn;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Redshift, a cluster or a workgroup, by Amazon's driver, which lies in a folder of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/mgmt/jdbc20-configuration-options.html">options of the driver</a>
 */
public final class Engine implements WarehouseEngine {
    private static final String DRIVER = "com.amazon.redshift.jdbc.Driver";
    private static final String MISSING =
            "cannot be used: the folder lib-redshift/ does not lie beside the jar and lib/; put it there, or set another";
    private static final String COLUMNS =
            "select table_name, column_name from svv_columns where table_schema = current_schema()";
    private static final String RIGHTS = "select has_schema_privilege(current_schema(), 'create') as may_create,"
            + " has_database_privilege(current_database(), 'temporary') as may_stage";

    @Override
    public Connection connect(String url, Properties login) throws SQLException {
        Connection connection = driver().connect(url, login);
        try (var statement = connection.createStatement()) {
            statement.execute("set timezone to 'UTC'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** {@inheritDoc} It is looked for and not loaded. */
    @Override
    public String missingLibrary() {
        String file = DRIVER.replace('.', '/') + ".class";
        return Engine.class.getClassLoader().getResource(file) == null ? MISSING : null;
    }

    private static Driver driver() {
        try {
            return Class.forName(DRIVER)
                    .asSubclass(Driver.class)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            // Without its cause, which says no more.
            throw new ConfigurationException("warehouse.dialect=redshift " + MISSING);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The driver in lib-redshift/ cannot be made", e);
        }
    }

    @Override
    public Properties login(WarehouseSignIn signIn) {
        Properties properties = WarehouseEngine.super.login(signIn);
        signIn.put(properties, "ApplicationName", "caravan");
        // A cluster that pauses, or a gateway between, ends connections without a word.
        signIn.put(properties, "tcpKeepAlive", "true");
        return properties;
    }

    @Override
    public List<String> problems(WarehouseSignIn signIn) {
        var problems = new ArrayList<String>();
        if (signIn.user().isEmpty() && !signIn.says("user")) {
            problems.add("warehouse.user has no value; give it the loader's name");
        }
        if (signIn.password().isEmpty() && !signIn.says("password")) {
            problems.add("warehouse.password has no value; give it the loader's password in the environment"
                    + " (WAREHOUSE_PASSWORD)");
        }
        return problems;
    }

    /** {@inheritDoc} For {@code jdbc:redshift:iam:} the driver would want a SDK of AWS that nobody maintains any more. */
    @Override
    public String remedy(String url) {
        return url.matches("jdbc:redshift://[^/?]+/[^/?;]+.*")
                ? null
                : "must name a host and a database, such as jdbc:redshift://<workgroup>.<account>.<region>.redshift-serverless.amazonaws.com:5439/caravan;"
                        + " the loader signs in with a password, not by IAM";
    }

    @Override
    public boolean takesStream() {
        return false;
    }

    @Override
    public boolean readsThroughRole() {
        return true;
    }

    /** {@inheritDoc} Of a session before, tables may be left that are this session's own. */
    @Override
    public List<String> sessionStatements(String runId) {
        String left = Stream.of("stage_", "winner_")
                .flatMap(prefix -> Stream.of(Table.values()).map(table -> prefix + table.label()))
                .collect(Collectors.joining(", "));
        return List.of(
                "set query_group to 'caravan " + runId.replaceAll("[^A-Za-z0-9_.:-]", "_") + "'",
                "drop table if exists " + left);
    }

    /** {@inheritDoc} What the driver would ask for them it words for clusters of many kinds. */
    @Override
    public Map<String, Set<String>> columns(Connection connection) throws SQLException {
        Map<String, Set<String>> columns = new HashMap<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), table -> new TreeSet<>())
                        .add(rows.getString(2));
            }
        }
        return columns;
    }

    @Override
    public List<String> missingRights(Connection connection) throws SQLException {
        var missing = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(RIGHTS)) {
            row.next();
            if (!row.getBoolean("may_create")) {
                missing.add(
                        "may make no tables; grant usage, create on schema <schema> to <loader>, and set its search_path");
            }
            if (!row.getBoolean("may_stage")) {
                missing.add("may make no temporary tables; grant temporary on database <database> to <loader>");
            }
        }
        return missing;
    }
}
