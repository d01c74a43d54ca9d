package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SnowflakeDialectTest {
    private final SnowflakeDialect dialect = new SnowflakeDialect(null, "lake_stage");

    @Test
    void aValueThatDoesNotFitIsTheDatas() {
        var error = new SQLException("Numeric value 'x' is not recognized", "22018", 100_038);

        assertThat(dialect.isDataError(error)).isTrue();
        assertThat(dialect.isAway(error)).isFalse();
    }

    @Test
    void aFileThatSnowflakeMayNotReadIsNotTheDatas() {
        var error = new SQLException("Failed to access remote file: access denied.", "42501", 100_089);

        assertThat(dialect.isDataError(error)).isFalse();
        assertThat(dialect.isAway(error)).isTrue();
    }

    @Test
    void aRightThatTheRoleLacksDoesNotComeByWaiting() {
        var error = new SQLException("SQL access control error: Insufficient privileges", "42501", 3001);

        assertThat(dialect.isDataError(error)).isFalse();
        assertThat(dialect.isAway(error)).isFalse();
    }
}
