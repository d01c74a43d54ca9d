package io.caravan.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** Iceberg's tables in a folder, without S3; each connection knows of others what stands in the file of SQLite. */
final class IcebergOnDisk implements TwoCommittersTest.Place {
    private final Path folder;
    private final TablesOnDisk tables;

    IcebergOnDisk(Path folder) {
        this.folder = folder;
        connect().close();
        this.tables = TablesOnDisk.ofSqlite(folder);
    }

    @Override
    public TableCatalogue connect() {
        return connect("s3://lake/lake/");
    }

    /** Returns a connection of somebody whose tables lie in a place, which ends in a slash. */
    TableCatalogue connect(String location) {
        var files = TablesOnDisk.io(folder);
        var catalog = new JdbcCatalog(properties -> files, CatalogueConnections::new, true);
        catalog.initialize(
                TableCatalogueBuilder.NAME,
                Map.of(
                        "uri",
                        "jdbc:sqlite:" + folder.resolve("tables.sqlite"),
                        "warehouse",
                        location,
                        "jdbc.schema-version",
                        "V1",
                        "clients",
                        "1",
                        "jdbc.busy_timeout",
                        "10000"));
        return new IcebergCatalogue(catalog, files, "caravan", location, catalog);
    }

    @Override
    public List<Path> files(LakeTable table, LocalDate day) throws IOException {
        return tables.paths(tables.table(table.name()), day);
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
