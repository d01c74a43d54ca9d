package io.caravan.warehouse;

import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** What {@link DuckDbLoadTest} shows by the same SQL. */
@Tag("long")
class SnowflakeLoadIT extends LoadContractTest {
    @Override
    TestedWarehouse newWarehouse() throws IOException {
        return new EmulatedSnowflake();
    }
}
