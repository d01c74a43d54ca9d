package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.LocalFiles;
import io.caravan.warehouse.duckdb.DuckDbDialect;
import java.sql.SQLException;
import java.util.List;
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

    @Test
    void aFileThatAnotherProcessKeepsIsToldWithWhoDoesAndWhatToDo() {
        var error = new SQLException("IO Error: Could not set lock on file \"/x/w.duckdb\": Conflicting lock is held in"
                + " /usr/bin/java (PID 4711). See also https://duckdb.org/docs/");
        for (SQLException told : List.of(error, new SQLException("No connection within 10 s", error))) {
            assertThatThrownBy(() -> failures.explain(told, null))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessage(
                            "The warehouse is held by the process 4711, and one process at a time can load; wait for its"
                                    + " end, or stop it: a run in the same folder, or a program that has the file open. What waits"
                                    + " stays in the lake, and the next run loads it")
                    .satisfies(e ->
                            assertThat(((UnavailableException) e).outcome()).isEqualTo(Outcome.PARKED));
        }
    }

    @Test
    void aLockOfWhichNobodyTellsTheHolderIsOneOfAnotherProcess() {
        assertThatThrownBy(() -> failures.explain(new SQLException("IO Error: Could not set lock on file"), null))
                .hasMessageStartingWith("The warehouse is held by another process, and");
    }
}
