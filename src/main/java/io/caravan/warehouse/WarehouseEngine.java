package io.caravan.warehouse;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An engine that can be the warehouse: how it is opened and asked, where no load is at work. All that is an engine's own lies in the
 * package {@code io.caravan.warehouse.<engine>}, whose class {@code Engine} this is; the name is also that of its JDBC URL, of its folder
 * under {@code sql/} and of the value of {@code warehouse.dialect}.
 */
public interface WarehouseEngine {
    /** What one of which nothing is known takes. */
    WarehouseEngine ANY = new WarehouseEngine() {};

    /** Returns the engine of a JDBC URL. */
    static WarehouseEngine ofUrl(String url) {
        Matcher scheme = Pattern.compile("jdbc:([a-z]+):.*", Pattern.DOTALL).matcher(url);
        return scheme.matches() ? named(scheme.group(1)) : ANY;
    }

    /** Returns the engine of a name, such as {@code redshift}; one of which nothing is known where there is none. */
    static WarehouseEngine named(String name) {
        try {
            Class<?> engine = Class.forName(WarehouseEngine.class.getPackageName() + "." + name + ".Engine");
            return (WarehouseEngine) engine.getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            return ANY;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The engine " + name + " cannot be made", e);
        }
    }

    /**
     * Opens a connection.
     *
     * @throws SQLException when the warehouse cannot be reached or lets nobody in
     */
    default Connection connect(String url, Properties login) throws SQLException {
        return DriverManager.getConnection(url, login);
    }

    /** Returns what the driver is told beside the URL. */
    default Properties login(WarehouseSignIn signIn) {
        var properties = new Properties();
        signIn.put(properties, "user", signIn.user());
        signIn.put(properties, "password", signIn.password());
        return properties;
    }

    /** Returns what is wrong with a sign-in of a service, each with the way to mend it. */
    default List<String> problems(WarehouseSignIn signIn) {
        return List.of();
    }

    /** Returns what is said of {@code warehouse.dialect} where its driver lies in a folder that is not there; null where it is. */
    default String missingLibrary() {
        return null;
    }

    /** Lets a sign-in only read, where the driver can be told so. */
    default void onlyRead(Properties login) {}

    /** Returns how to mend a URL that the driver takes and nothing can be opened with, null where there is nothing to mend. */
    default String remedy(String url) {
        return null;
    }

    /** Returns what the URL opens, where that is a file which a first run makes; empty where it is something else. */
    default String file(String url) {
        return "";
    }

    /** Returns whether a connection was refused because another process has the warehouse to itself. */
    default boolean isHeld(SQLException error) {
        return false;
    }

    /** Tells whether pipes of the warehouse's own can bring rows of CSV files into tables {@code landing_*}. */
    default boolean hasPipes() {
        return false;
    }

    /** Tells whether rows can come by the stream. */
    default boolean takesStream() {
        return true;
    }

    /** Tells whether it reads the lake through a role of AWS, which a setting names. */
    default boolean readsThroughRole() {
        return false;
    }

    /** Returns the columns by table, all in small letters. */
    default Map<String, Set<String>> columns(Connection connection) throws SQLException {
        Map<String, Set<String>> there = new HashMap<>();
        try (var columns =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), "%", "%")) {
            while (columns.next()) {
                there.computeIfAbsent(
                                columns.getString("TABLE_NAME").toLowerCase(Locale.ROOT), table -> new TreeSet<>())
                        .add(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return there;
    }

    /** Returns what whoever is signed in would need for a load and may not do, each with the way to mend it. */
    default List<String> missingRights(Connection connection) throws SQLException {
        return List.of();
    }

    /** Returns what each session begins with, to tell the warehouse which run that is. */
    default List<String> sessionStatements(String runId) {
        return List.of();
    }
}
