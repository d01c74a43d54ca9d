package io.caravan.warehouse;

class DuckDbLoadTest extends LoadContractTest {
    @Override
    TestedWarehouse newWarehouse() {
        return new DuckDbFile(folder.resolve("warehouse.duckdb"));
    }
}
