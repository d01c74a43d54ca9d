package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.caravan.TestApplication;
import io.caravan.TestClock;
import io.caravan.run.CurrentRun;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarehouseSessionTest {
    private final HikariDataSource pool = pool();
    private final WarehouseSession session =
            new WarehouseSession(pool, new Plain(List.of()), new CurrentRun(new TestClock(TestApplication.START)));

    private static HikariDataSource pool() {
        var builder = new WarehousePoolBuilder();
        builder.setUrl("jdbc:duckdb:");
        return builder.build();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void aSessionEndsOnWhateverThreadItsExchangeEnds() throws Exception {
        session.open("one");
        CompletableFuture.runAsync(() -> session.close("one")).get(5, TimeUnit.MINUTES);

        session.open("two");

        assertThat(session.getConnection(pool).isValid(1)).isTrue();
        session.close("two");
    }

    @Test
    void nobodyEndsTheSessionOfAnother() throws Exception {
        session.open("one");
        session.close("two");

        assertThat(session.getConnection(pool).isValid(1)).isTrue();
        session.close("one");
        assertThatThrownBy(() -> session.getConnection(pool)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSessionThatCannotBeOpenedLeavesTheTurnToTheNext() throws Exception {
        var refusing = new WarehouseSession(
                pool, new Plain(List.of("no such statement")), new CurrentRun(new TestClock(TestApplication.START)));
        for (String exchange : List.of("one", "two")) {
            assertThatThrownBy(() -> refusing.open(exchange)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aSessionThatRestsKeepsWhatItHasOpenForTheNextAlone() throws Exception {
        session.open("one");
        execute("create temp table kept (id integer)");
        session.rest("one");
        assertThatThrownBy(() -> session.getConnection(pool)).isInstanceOf(IllegalStateException.class);

        session.open("two");
        execute("select id from kept");
        session.close("two");

        session.open("three");
        assertThatThrownBy(() -> execute("select id from kept")).hasMessageContaining("kept does not exist");
        session.close("three");
    }

    @Test
    void aRestEndsWhereNobodyIsAtWork() throws Exception {
        session.open("one");
        session.rest("one");
        session.open("two");
        session.endRest();
        assertThat(session.getConnection(pool).isValid(1)).isTrue();
        session.rest("two");
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(1);

        session.endRest();
        session.endRest();

        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        session.open("three");
        session.close("three");
    }

    @Test
    void whatWasNotCommittedDoesNotRest() throws Exception {
        session.open("one");
        session.begin();
        session.rest("one");

        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = session.getConnection(pool).createStatement()) {
            statement.execute(sql);
        }
    }

    /** Opens with these statements and does nothing else. */
    private record Plain(List<String> opening) implements WarehouseDialect {
        @Override
        public String copyStatement(String sql, java.nio.file.Path file) {
            return sql;
        }

        @Override
        public List<String> openingStatements(String runId) {
            return opening;
        }

        @Override
        public String copyStatement(String sql, List<String> keys) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cleanUp() {}

        @Override
        public boolean isDataError(SQLException error) {
            return false;
        }
    }
}
