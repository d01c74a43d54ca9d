package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SnowflakeDialectTest {
    private final SnowflakeDialect dialect = new SnowflakeDialect(null, "lake_stage");

    @Test
    void aValueThatDoesNotFitIsTheDatas() {
        assertThat(dialect.isDataError(new SQLException("Numeric value 'x' is not recognized", "22018", 100_038)))
                .isTrue();
    }

    @Test
    void aFileThatSnowflakeMayNotReadIsNotTheDatas() {
        assertThat(dialect.isDataError(
                        new SQLException("Failed to access remote file: access denied.", "42501", 100_089)))
                .isFalse();
    }
}
