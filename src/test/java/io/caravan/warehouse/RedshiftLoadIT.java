package io.caravan.warehouse;

import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** What {@link DuckDbLoadTest} shows, by Redshift's driver and SQL. */
@Tag("long")
class RedshiftLoadIT extends LoadContractTest {
    @Override
    TestedWarehouse newWarehouse() throws IOException {
        return new StandInRedshift(folder.resolve("redshift"));
    }
}
