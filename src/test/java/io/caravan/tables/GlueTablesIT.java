package io.caravan.tables;

import io.caravan.Emulators;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;

/** Glue as moto plays it, which takes a stale version where AWS would not. */
class GlueTablesIT extends LakeTablesContractTest {
    private static final String DATABASE = "caravan_of_tests";

    @BeforeAll
    static void start() {
        String endpoint = Emulators.start().aws();
        var glue = GlueClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
        start(
                Map.of(
                        "tables.catalogue", "glue",
                        "tables.namespace", DATABASE,
                        "tables.glue-endpoint", endpoint),
                TablesOnDisk.ofIceberg(folder, table -> glue.getTable(
                                request -> request.databaseName(DATABASE).name(table))
                        .table()
                        .parameters()
                        .get("metadata_location")));
    }
}
