package io.caravan.tables;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** PostgreSQL as the catalogue, which several machines can share. */
class PostgresTablesIT extends LakeTablesContractTest {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        start(
                Map.of(
                        "tables.catalogue", "jdbc",
                        "tables.jdbc-url", "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                        "tables.jdbc-user", "postgres",
                        "tables.jdbc-password", "postgres"),
                TablesOnDisk.ofIceberg(folder, PostgresTablesIT::metadata));
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    private static String metadata(String table) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.prepareStatement(
                        "select metadata_location from iceberg_tables where table_name = ?")) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
