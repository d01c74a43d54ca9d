package io.caravan.stream.registry;

import org.junit.jupiter.api.AfterAll;

/** The contract, held by what stands in for a registry in tests. */
class StoredSchemasTest extends SchemaRegistryContractTest {
    private static final StoredSchemas SCHEMAS = StoredSchemas.start();

    @AfterAll
    static void stop() {
        SCHEMAS.close();
    }

    @Override
    String url() {
        return SCHEMAS.url();
    }
}
