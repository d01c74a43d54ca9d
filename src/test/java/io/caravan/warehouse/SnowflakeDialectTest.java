package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.warehouse.snowflake.SnowflakeDialect;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(ints = {390_000, 390_100, 390_109, 390_116, 390_144, 390_999})
    void aSignInThatIsRefusedDoesNotComeByWaiting(int code) {
        var error = new SQLException("JWT token is invalid.", "08001", code);

        assertThat(dialect.isRefusal(error)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {390_110, 390_111, 390_112, 390_113, 390_114, 390_115})
    void aSessionThatIsGoneIsNoRefusal(int code) {
        var error = new SQLException("Authentication token has expired.", "08001", code);

        assertThat(dialect.isRefusal(error)).isFalse();
        assertThat(dialect.isAway(error)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 625, 3001, 100_038, 200_015, 389_999, 391_000})
    void whatSnowflakeNumbersElsewhereIsNoRefusal(int code) {
        assertThat(dialect.isRefusal(new SQLException("Another error", "42000", code)))
                .isFalse();
    }
}
