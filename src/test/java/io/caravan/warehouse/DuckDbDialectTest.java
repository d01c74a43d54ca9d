package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.lake.LocalFiles;
import io.caravan.warehouse.duckdb.DuckDbDialect;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbDialectTest {
    private final DuckDbDialect dialect = new DuckDbDialect(new LocalFiles(null, "data/work", ""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Conversion Error: Could not convert string 'x' to INT32",
                "Constraint Error: NOT NULL constraint failed",
                "Invalid Input Error: CSV Error on Line: 2",
                "Out of Range Error: Overflow"
            })
    void whatAMessageBeginsWithTellsThatTheDataIsAtFault(String message) {
        assertThat(dialect.isDataError(new SQLException(message))).isTrue();
        assertThat(dialect.isAway(new SQLException(message))).isFalse();
        assertThat(dialect.isRefusal(new SQLException(message))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IO Error: Could not write file: No space left on device",
                "IO Error: after an earlier Conversion Error: Could not convert string 'x' to INT32",
                "Catalog Error: Table with name Constraint Error: does not exist",
                ""
            })
    void anyOtherErrorIsNobodysData(String message) {
        assertThat(dialect.isDataError(new SQLException(message))).isFalse();
    }

    @Test
    void anErrorWithoutAMessageIsOfNoKind() {
        var error = new SQLException((String) null);

        assertThat(dialect.isDataError(error)).isFalse();
        assertThat(dialect.isAway(error)).isFalse();
        assertThat(dialect.isRefusal(error)).isFalse();
    }

    @Test
    void aFileThatIsLockedMayBeFreeLaterAndOneThatMayNotBeOpenedIsNot() {
        var locked = new SQLException("IO Error: Could not set lock on file \"w.duckdb\": Conflicting lock is held");
        var denied = new SQLException("IO Error: Cannot open file \"w.duckdb\": Permission denied");

        assertThat(dialect.isAway(locked)).isTrue();
        assertThat(dialect.isRefusal(locked)).isFalse();
        assertThat(dialect.isAway(denied)).isFalse();
        assertThat(dialect.isRefusal(denied)).isTrue();
    }
}
