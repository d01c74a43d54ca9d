package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.failure.Outcome;
import io.caravan.run.Failure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SnowflakeWarehouseIT extends WarehouseContractTest {
    private static final String DENIED =
            "{\"data\":{\"errorCode\":\"100089\",\"sqlState\":\"42501\"},\"code\":\"100089\",\"success\":false,\"message\":"
                    + "\"Failed to access remote file: access denied. Please check your credentials\"}";

    private EmulatedSnowflake snowflake;

    @Override
    TestedWarehouse newWarehouse() throws IOException {
        snowflake = new EmulatedSnowflake();
        return snowflake;
    }

    /** Of 240 snapshots, each of which is seven objects and as many statements. */
    @Override
    @Test
    @Tag("long")
    void theCurrentContentIsTheNewestWholeReadOrSetOfPartsInAnyOrderOfLoading() {
        super.theCurrentContentIsTheNewestWholeReadOrSetOfPartsInAnyOrderOfLoading();
    }

    /** Snowflake numbers this among errors of the data, since it comes in the middle of a COPY. */
    @Test
    void load1AFileThatS3KeepsFromSnowflakeWaitsForTheNextRun() {
        snapshot("p1", "2026-11-01 06:00:00.000")
                .song(0, "s1", "One", "1", "2026-11-01 06:00:00.000")
                .put(application());
        snowflake.server.answer(request -> request.contains("copy into stage_songs") ? DENIED : null);

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

        snowflake.server.answer(request -> null);

        assertThat(load().snapshotsLoaded()).isEqualTo(1);
        assertThat(inbox()).isEmpty();
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s1"));
    }
}
