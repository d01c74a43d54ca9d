package io.caravan.warehouse;

import java.util.Map;

/**
 * A statement, ready to be run.
 *
 * @param name of the SQL file that it stands in, without {@code .sql}; null where its text was put together
 * @param sql its text
 * @param parameters values by the names that stand in it as {@code :?name}
 */
public record SqlStatement(String name, String sql, Map<String, Object> parameters) {
    /** Returns a statement whose text was put together and that has no parameters. */
    public static SqlStatement of(String sql) {
        return of(sql, Map.of());
    }

    /** Returns a statement whose text was put together. */
    public static SqlStatement of(String sql, Map<String, Object> parameters) {
        return new SqlStatement(null, sql, parameters);
    }
}
