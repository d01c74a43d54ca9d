package io.caravan.warehouse;

import java.io.IOException;

class RedshiftLoadIT extends LoadContractTest {
    @Override
    TestedWarehouse newWarehouse() throws IOException {
        return new StandInRedshift(folder.resolve("redshift"));
    }
}
