package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.local.spotify.Catalogue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two replicas over DuckDB, which one process may open twice. */
class ReplicasTest extends ReplicasContractTest {
    @Override
    Map<String, String> settings() {
        return Map.of("warehouse.url", url());
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    private String url() {
        return "jdbc:duckdb:" + folder.resolve("one/warehouse.duckdb");
    }

    /** Nothing here decides who is first; whoever loses waits for the next time. */
    @Test
    void twoThatWorkAtOnceMakeTheTablesThatOneMakes() throws Exception {
        var playlists = Catalogue.of(3, 20, 30, LocalDate.of(2026, 11, 21));
        try (var alone = TestApplication.start(folder.resolve("alone"), playlists, Map.of())) {
            alone.request("direct:extract-playlists");
            alone.drainInbox();
            alone.lake()
                    .listDeep("raw_data/processed/")
                    .forEach(raw -> one.drop(
                            raw.key().substring(raw.key().lastIndexOf('/') + 1),
                            alone.lake().read(raw.key())));
            alone.request("direct:load-warehouse");
        }

        CompletableFuture.allOf(List.of(one, other).stream()
                        .map(replica -> CompletableFuture.runAsync(() -> cycle(replica)))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        one.request("direct:load-warehouse");

        try (Connection both = connect();
                Connection one =
                        DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("alone/warehouse.duckdb"))) {
            assertThat(Tables.all(both)).isEqualTo(Tables.all(one));
            assertThat(Tables.rows(both, "select count(*) from etl_load")).containsExactly("20");
        }
        assertThat(one.lake().list("transformed_data/to_load/")).isEmpty();
        assertThat(one.lake().listDeep("dead_letter/")).isEmpty();
    }

    private static void cycle(TestApplication replica) {
        try {
            replica.context().getRouteController().startRoute("transform-snapshots");
            replica.request("direct:load-warehouse");
            replica.drainInbox();
            replica.request("direct:load-warehouse");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
