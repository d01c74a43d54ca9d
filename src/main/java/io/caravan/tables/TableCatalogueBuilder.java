package io.caravan.tables;

import io.caravan.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.jdbc.JdbcCatalog;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the catalogue that the settings {@code tables.*} name. */
public final class TableCatalogueBuilder {
    /** What other programs call the catalogue, in whose tables in the database it stands. */
    static final String NAME = "caravan";

    private S3Client s3Client;
    private String kind;
    private String location;
    private String bucket;
    private String prefix;
    private String namespace;
    private String jdbcUrl;
    private String jdbcUser;
    private String jdbcPassword;

    /** Sets the client by which files are read and written, that of the lake. */
    public void setS3Client(S3Client s3Client) {
        this.s3Client = s3Client;
    }

    /** Sets {@code tables.catalogue}. */
    public void setKind(String kind) {
        this.kind = kind;
    }

    /** Sets {@code tables.location}. */
    public void setLocation(String location) {
        this.location = location;
    }

    /** Sets {@code lake.bucket}, where tables lie that have no location of their own. */
    public void setBucket(String bucket) {
        this.bucket = bucket;
    }

    /** Sets {@code lake.prefix}, likewise. */
    public void setPrefix(String prefix) {
        this.prefix = prefix;
    }

    /** Sets {@code tables.namespace}. */
    public void setNamespace(String namespace) {
        this.namespace = namespace;
    }

    /** Sets {@code tables.jdbc-url}. */
    public void setJdbcUrl(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** Sets {@code tables.jdbc-user}. */
    public void setJdbcUser(String jdbcUser) {
        this.jdbcUser = jdbcUser;
    }

    /** Sets {@code tables.jdbc-password}. */
    public void setJdbcPassword(String jdbcPassword) {
        this.jdbcPassword = jdbcPassword;
    }

    /**
     * Opens the catalogue.
     *
     * @throws io.caravan.UnavailableException when its database does not answer
     */
    public TableCatalogue build() {
        String root = location.isEmpty() ? "s3://" + bucket + "/" + prefix + "lake/" : location;
        var files = new S3FileIO(() -> s3Client);
        // They are many and small, and each step of a commit or of care looks at the same ones.
        files.initialize(Map.of(CatalogProperties.IO_MANIFEST_CACHE_ENABLED, "true"));
        return switch (kind) {
            case "jdbc" -> jdbc(files, root);
            default ->
                throw new ConfigurationException("There is no catalogue " + kind
                        + "; set tables.catalogue to jdbc, glue or none, or leave it empty");
        };
    }

    private TableCatalogue jdbc(S3FileIO files, String root) {
        var catalog = new JdbcCatalog(properties -> files, null, true);
        var properties = new HashMap<>(Map.of("uri", jdbcUrl, "warehouse", root, "jdbc.schema-version", "V1"));
        if (jdbcUrl.startsWith("jdbc:sqlite:")) {
            properties.put("clients", "1");
            properties.put("jdbc.busy_timeout", "10000");
        }
        if (!jdbcUser.isEmpty()) {
            properties.put("jdbc.user", jdbcUser);
            properties.put("jdbc.password", jdbcPassword);
        }
        return IcebergFailures.translate("tables.jdbc-url", () -> {
            catalog.initialize(NAME, properties);
            return new IcebergCatalogue(catalog, files, namespace, root, () -> {
                catalog.close();
                files.close();
            });
        });
    }
}
