package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import io.caravan.sink.Batch;
import io.caravan.warehouse.duckdb.DuckDbDialect;
import io.caravan.warehouse.snowflake.LandedFiles;
import io.caravan.warehouse.snowflake.SnowflakeDialect;
import java.util.List;
import org.junit.jupiter.api.Test;

class LandedFilesTest {
    private static LandedFiles of(String from, String sqlFolder, WarehouseDialect dialect) {
        return new LandedFiles(from, "1h", new SqlFiles(sqlFolder), dialect, null, null, null);
    }

    @Test
    void anotherWarehouseThanSnowflakeHasNoPipes() {
        assertThatThrownBy(() -> of("snowpipe", "sql/duckdb", new DuckDbDialect(null)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("snowpipe is for Snowflake alone", "warehouse.from=inbox");
    }

    @Test
    void aFolderOfSqlWithoutTheStatementsIsTold() {
        assertThatThrownBy(() -> of("snowpipe", "sql/duckdb", new SnowflakeDialect(null, "lake_stage")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("clear_landed_album.sql", "warehouse.sql-folder");
    }

    @Test
    void filesOfTheInboxAreNotWaitedFor() {
        var files = of("inbox", "sql/duckdb", new DuckDbDialect(null));

        assertThat(files.areAwaited(new Batch(List.of()))).isFalse();
    }
}
