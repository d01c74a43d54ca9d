package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravan.HeldFile;
import io.caravan.failure.UnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseReaderTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void warehouse() throws SQLException {
        file = folder.resolve("warehouse.duckdb");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                var statement = connection.createStatement()) {
            statement.execute("create table t as select 1 as x");
        }
    }

    private WarehouseReader reader(int attempts) {
        var login = new Properties();
        login.setProperty("duckdb.read_only", "true");
        return new WarehouseReader("jdbc:duckdb:" + file, login, attempts, Duration.ofMillis(20));
    }

    @Test
    void aFileThatAnotherProcessKeepsIsGivenUpInTheEnd() throws Exception {
        try (var holder = HeldFile.of(file)) {
            assertThat(holder.isHeld()).isTrue();
            assertThatThrownBy(() -> reader(3).open())
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("in use by another process");
        }
    }

    @Test
    void aFileThatIsSetFreeMeanwhileIsOpened() throws Exception {
        try (var holder = HeldFile.of(file)) {
            var opening = new FutureTask<Connection>(() -> reader(1000).open());
            var thread = new Thread(opening);
            thread.start();
            // It saw the lock when it waits.
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            assertThat(opening).isNotDone();
            holder.close();
            try (Connection connection = opening.get(5, TimeUnit.MINUTES)) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void readersDoNotKeepEachOtherOut() throws Exception {
        try (Connection one = reader(1).open();
                Connection two = reader(1).open()) {
            assertThat(one.isValid(1)).isTrue();
            assertThat(two.isValid(1)).isTrue();
        }
    }

    @Test
    void nothingIsWrittenByAQuery() throws Exception {
        try (Connection connection = reader(1).open();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("drop table t")).isInstanceOf(SQLException.class);
        }
    }
}
