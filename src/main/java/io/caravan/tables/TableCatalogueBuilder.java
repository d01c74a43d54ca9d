package io.caravan.tables;

import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalog;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the catalogue that the settings {@code tables.*} name. */
public final class TableCatalogueBuilder {
    /** What other programs call the catalogue, in whose tables in the database it stands. */
    static final String NAME = "caravan";

    private static final String SQLITE = "jdbc:sqlite:";

    /** By its name: its class knows Hadoop's, which need not be there as long as nobody calls it directly. */
    private static final String GLUE = "org.apache.iceberg.aws.glue.GlueCatalog";

    /** By which catalogues make clients of AWS for themselves. */
    private final Map<String, String> aws = new HashMap<>();

    private S3Client s3Client;
    private String kind;
    private String location;
    private String bucket;
    private String prefix;
    private String namespace;
    private String jdbcUrl;
    private String jdbcUser;
    private String jdbcPassword;
    private String restUri;
    private String restCredential;
    private String restOptions;

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

    /** Sets {@code tables.rest-uri}. */
    public void setRestUri(String uri) {
        this.restUri = uri;
    }

    /** Sets {@code tables.rest-credential}. */
    public void setRestCredential(String credential) {
        this.restCredential = credential;
    }

    /** Sets {@code tables.rest-options}, names and values as {@code warehouse=music,scope=catalog}. */
    public void setRestOptions(String options) {
        this.restOptions = options;
    }

    /** Sets {@code tables.glue-endpoint}. */
    public void setGlueEndpoint(String endpoint) {
        putUnlessEmpty("glue.endpoint", endpoint);
    }

    /** Sets {@code lake.endpoint}, where tables of Glue and REST catalogues find their files too. */
    public void setEndpoint(String endpoint) {
        putUnlessEmpty("s3.endpoint", endpoint);
        putUnlessEmpty("s3.path-style-access", endpoint.isEmpty() ? "" : "true");
    }

    /** Sets {@code lake.region}, which is Glue's too. */
    public void setRegion(String region) {
        putUnlessEmpty("client.region", region);
    }

    /** Sets {@code lake.access-key}, with which Glue is asked too. */
    public void setAccessKey(String accessKey) {
        putUnlessEmpty("client.credentials-provider", accessKey.isEmpty() ? "" : LakeCredentials.class.getName());
        putUnlessEmpty("client.credentials-provider." + LakeCredentials.ACCESS_KEY, accessKey);
    }

    /** Sets {@code lake.secret-key}. */
    public void setSecretKey(String secretKey) {
        putUnlessEmpty("client.credentials-provider." + LakeCredentials.SECRET_KEY, secretKey);
    }

    /** Sets {@code lake.encryption}, by which their tables write too. */
    public void setEncryption(String encryption) {
        putUnlessEmpty("s3.sse.type", encryption.equals("none") ? "" : encryption);
    }

    /** Sets {@code lake.kms-key}, likewise. */
    public void setKmsKey(String kmsKey) {
        putUnlessEmpty("s3.sse.key", kmsKey);
    }

    private void putUnlessEmpty(String key, String value) {
        if (!value.isEmpty()) {
            aws.put(key, value);
        }
    }

    /** Returns the catalogue, which is opened when it is first asked for something. */
    public TableCatalogue build() {
        return new CatalogueOnDemand(this::open);
    }

    private TableCatalogue open() {
        String root = location.isEmpty() ? "s3://" + bucket + "/" + prefix + "lake/" : location;
        return switch (kind) {
            case "none" -> new FolderCatalogue(s3Client, root);
            case "jdbc" -> iceberg("tables.jdbc-url", root, files -> jdbc(files, root));
            case "glue" -> iceberg("tables.catalogue=glue", root, files -> glue(root));
            case "rest" -> iceberg("tables.rest-uri", root, files -> rest());
            default ->
                throw new ConfigurationException("There is no catalogue " + kind
                        + "; set tables.catalogue to jdbc, glue, rest or none, or leave it empty");
        };
    }

    private TableCatalogue iceberg(String object, String root, Function<FileIO, Catalog> made) {
        return IcebergFailures.translate(object, () -> {
            var files = new S3FileIO(() -> s3Client);
            // They are many and small, and each step of a commit or of care looks at the same ones.
            files.initialize(Map.of(CatalogProperties.IO_MANIFEST_CACHE_ENABLED, "true"));
            Catalog catalog = made.apply(files);
            return new IcebergCatalogue(catalog, files, namespace, root, () -> {
                ((AutoCloseable) catalog).close();
                files.close();
            });
        });
    }

    private Catalog jdbc(FileIO files, String root) {
        var properties = new HashMap<>(Map.of("uri", jdbcUrl, "warehouse", root, "jdbc.schema-version", "V1"));
        if (jdbcUrl.startsWith(SQLITE)) {
            makeFolder(jdbcUrl.substring(SQLITE.length()).replaceFirst("\\?.*", ""));
            properties.put("jdbc.busy_timeout", "10000");
        }
        if (!jdbcUser.isEmpty()) {
            properties.put("jdbc.user", jdbcUser);
            properties.put("jdbc.password", jdbcPassword);
        }
        var catalog = new JdbcCatalog(any -> files, CatalogueConnections::new, true);
        catalog.initialize(NAME, properties);
        return catalog;
    }

    private static void makeFolder(String sqlite) {
        Path folder = Path.of(sqlite).toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The folder " + folder + " of tables.jdbc-url cannot be made; set it to a file elsewhere", e);
        }
    }

    private Catalog glue(String root) {
        var properties = new HashMap<>(aws);
        properties.put("warehouse", root);
        return CatalogUtil.loadCatalog(GLUE, NAME, properties, null);
    }

    /** What the catalogue says of a table's files, keys to them too, goes before what is set here. */
    private Catalog rest() {
        var properties = new HashMap<>(aws);
        properties.put("uri", restUri);
        properties.put("io-impl", S3FileIO.class.getName());
        if (!restCredential.isEmpty()) {
            properties.put(restCredential.contains(":") ? "credential" : "token", restCredential);
        }
        for (String option : restOptions.isEmpty() ? List.<String>of() : List.of(restOptions.split(",", -1))) {
            properties.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        var catalog = new RESTCatalog();
        catalog.initialize(NAME, properties);
        return catalog;
    }
}
