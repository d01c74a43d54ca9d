package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.RefusedException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** A catalogue that speaks Iceberg's REST protocol, behind a credential. */
@Tag("long")
class RestTablesIT extends LakeTablesContractTest {
    private static RestCatalogueServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new RestCatalogueServer(folder);
        start(
                Map.of(
                        "tables.catalogue",
                        "rest",
                        "tables.rest-uri",
                        server.uri(),
                        "tables.rest-credential",
                        RestCatalogueServer.CREDENTIAL,
                        "tables.rest-options",
                        "warehouse=music,scope=catalog"),
                TablesOnDisk.ofSqlite(folder));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void aWrongCredentialIsToldByTheSettingsName() {
        var builder = new TableCatalogueBuilder();
        builder.setS3Client(app.bean("s3Client", S3Client.class));
        builder.setKind("rest");
        builder.setLocation("s3://lake/lake/");
        builder.setNamespace("caravan");
        builder.setRestUri(server.uri());
        builder.setRestCredential("caravan:wrong-secret");
        builder.setRestOptions("");
        try (TableCatalogue catalogue = builder.build()) {
            assertThatThrownBy(() -> catalogue.open(LakeTable.LEDGER))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("does not let Caravan work with tables.rest-uri")
                    .hasMessageNotContaining("wrong-secret");
        }
    }
}
