package io.caravan.tables;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

class FolderTablesTest extends LakeTablesContractTest {
    @BeforeAll
    static void start() {
        start(Map.of("tables.catalogue", "none"), TablesOnDisk.ofLists(folder));
    }
}
