package io.caravan.redshift;

import com.amazon.redshift.jdbc.Driver;
import io.caravan.local.LocalS3;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** PostgreSQL as Redshift: a database that nobody has used, a bucket beside it, and a proxy before it to which Amazon's driver talks. */
public final class RedshiftStandIn implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static EmbeddedPostgres postgres;

    private final String name;
    private final LocalS3 s3;
    private final S3Client client;
    private final RedshiftProxy proxy;

    /** Starts one; objects lie below the folder. */
    public RedshiftStandIn(Path folder) throws IOException {
        name = "redshift" + NUMBER.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(direct("template1"), "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " template template0 lc_collate 'C' lc_ctype 'C'");
            statement.execute("alter database " + name + " set search_path to public, pg_catalog");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(Files.readString(Path.of("src/test/resources/io/caravan/redshift/functions.sql")));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        s3 = LocalS3.start(folder, "lake", 0, "local", "local-secret");
        client = S3Client.builder()
                .endpointOverride(URI.create(s3.url()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local-secret")))
                .build();
        proxy = new RedshiftProxy(server().getPort(), new RedshiftCopy(client));
    }

    /** Starts one over a folder of its own. */
    public static RedshiftStandIn start() {
        try {
            return new RedshiftStandIn(Files.createTempDirectory(Path.of("target"), "redshift"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized EmbeddedPostgres server() throws IOException {
        if (postgres == null) {
            postgres = EmbeddedPostgres.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    postgres.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        return postgres;
    }

    private static String direct(String database) throws IOException {
        return "jdbc:postgresql://localhost:" + server().getPort() + "/" + database;
    }

    /** Returns the address for Amazon's driver. */
    public String url() {
        return "jdbc:redshift://127.0.0.1:" + proxy.port() + "/" + name + "?ssl=false";
    }

    /** Returns the properties that lead an application to it. */
    public Map<String, String> settings() {
        return Map.of(
                "warehouse.dialect", "redshift",
                "warehouse.url", url(),
                "warehouse.user", "postgres",
                "warehouse.password", "postgres",
                "warehouse.iam-role", RedshiftCopy.ROLE,
                "warehouse.lake-folder", "",
                "lake.endpoint", s3.url());
    }

    /** Opens a connection past the proxy. */
    public Connection connect() throws SQLException {
        try {
            return DriverManager.getConnection(direct(name), "postgres", "postgres");
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    /** Opens a connection by Amazon's driver, as tools do. */
    public Connection open() throws SQLException {
        var login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("password", "postgres");
        return new Driver().connect(url(), login);
    }

    /** Returns the statements that came by the driver, in their order. */
    public List<String> statements() {
        return List.copyOf(proxy.statements);
    }

    /** Keeps everybody from it until what it returns is closed. */
    public AutoCloseable away() {
        proxy.cutOff();
        return proxy::heal;
    }

    @Override
    public void close() {
        try {
            proxy.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        client.close();
        s3.close();
    }
}
