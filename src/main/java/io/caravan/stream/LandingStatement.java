package io.caravan.stream;

import java.util.Map;

/**
 * A statement of a landing, ready to be run.
 *
 * @param sql its text
 * @param parameters values by the names that stand in it as {@code :?name}
 */
public record LandingStatement(String sql, Map<String, Object> parameters) {}
