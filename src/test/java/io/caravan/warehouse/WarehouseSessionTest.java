package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.caravan.TestApplication;
import io.caravan.TestClock;
import io.caravan.run.Runs;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarehouseSessionTest {
    private final HikariDataSource pool = pool();
    private final WarehouseSession session =
            new WarehouseSession(pool, new Plain(List.of()), new Runs(new TestClock(TestApplication.START)));

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
                pool, new Plain(List.of("no such statement")), new Runs(new TestClock(TestApplication.START)));
        for (String exchange : List.of("one", "two")) {
            assertThatThrownBy(() -> refusing.open(exchange)).isInstanceOf(SQLException.class);
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
