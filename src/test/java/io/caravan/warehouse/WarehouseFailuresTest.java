package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.LocalFiles;
import io.caravan.warehouse.duckdb.DuckDbDialect;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class WarehouseFailuresTest {
    /** The words of DuckDB 1.4 on a disk of 3 MB. */
    private static final String FULL =
            "IO Error: Could not write file \"data/warehouse.duckdb.wal\": No space left on device";

    private final WarehouseFailures failures =
            new WarehouseFailures(new DuckDbDialect(new LocalFiles(null, "data/work", "")), null);

    @Test
    void aFullDiskIsToldWithWhatToDoAndIsNoFaultOfAStatement() {
        var error = new SQLException(FULL);
        assertThatThrownBy(() -> failures.locate(error, "merge_songs")).isSameAs(error);
        assertThatThrownBy(() -> failures.explain(error, null))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContainingAll("no room left", "free some space", "the next run loads it", FULL)
                .satisfies(e -> assertThat(((UnavailableException) e).outcome()).isEqualTo(Outcome.PARKED));
    }
}
