package io.caravan.warehouse;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RedshiftWarehouseIT extends WarehouseContractTest {
    @Override
    TestedWarehouse newWarehouse() throws IOException {
        return new StandInRedshift(folder.resolve("redshift"));
    }

    /** Of 240 snapshots, each of which is several objects and as many statements. */
    @Override
    @Test
    @Tag("long")
    void theCurrentContentIsTheNewestWholeReadOrSetOfPartsInAnyOrderOfLoading() {
        super.theCurrentContentIsTheNewestWholeReadOrSetOfPartsInAnyOrderOfLoading();
    }
}
