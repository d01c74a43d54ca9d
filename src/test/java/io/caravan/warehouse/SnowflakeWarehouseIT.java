package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Emulators;
import io.caravan.Outcome;
import io.caravan.run.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract on Snowflake's protocol, driver and SQL, as far as an emulator goes; the lake is a part of its bucket. */
class SnowflakeWarehouseIT extends WarehouseContractTest {
    private static final String DENIED =
            "{\"data\":{\"errorCode\":\"100089\",\"sqlState\":\"42501\"},\"code\":\"100089\",\"success\":false,\"message\":"
                    + "\"Failed to access remote file: access denied. Please check your credentials\"}";

    private final Emulators.Account account = Emulators.start().newAccount("music/daily/");
    private WatchedServer server;

    @Override
    Map<String, String> warehouse() {
        var settings = new HashMap<>(account.settings());
        settings.put("warehouse.url", account.url(server().uri()));
        return settings;
    }

    private WatchedServer server() {
        try {
            server = server == null ? new WatchedServer(Emulators.start().snowflake()) : server;
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The application ends its sessions before. */
    @AfterEach
    @Override
    void stop() {
        super.stop();
        server.close();
    }

    @Override
    boolean keepsConnections() {
        return true;
    }

    @Override
    Connection connect() throws SQLException {
        return account.connect();
    }

    @Override
    AutoCloseable away() {
        server.cutOff();
        return server::heal;
    }

    /** Snowflake numbers this among errors of the data, since it comes in the middle of a COPY. */
    @Test
    void load1AFileThatS3KeepsFromSnowflakeWaitsForTheNextRun() {
        snapshot("p1", "2026-11-01 06:00:00.000")
                .song(0, "s1", "One", "1", "2026-11-01 06:00:00.000")
                .put(lake);
        server.answer(request -> request.contains("copy into stage_songs") ? DENIED : null);

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .contains("Failed to access remote file: access denied", "may read the lake");
        assertThat(summary.outcome()).isEqualTo(Outcome.PARKED);
        assertThat(inbox()).hasSize(1);
        assertThat(deadLetters()).isEmpty();
        assertThat(query("select count(*) from etl_load")).containsExactly(List.of(0L));

        server.answer(request -> null);

        assertThat(load().snapshotsLoaded()).isEqualTo(1);
        assertThat(inbox()).isEmpty();
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s1"));
    }

    /** Snowflake does this five minutes after the end of a session for whose lock another waits. */
    @Override
    void forgetTheDead() {
        query("select system$abort_transaction(0)");
    }
}
