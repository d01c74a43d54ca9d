package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * fakesnow, which speaks Snowflake's protocol, and moto, the S3 server that both it and Caravan use: one process of Python for
 * all tests of this JVM, at whose end it ends too. Its libraries, as pinned in {@code src/test/python/requirements.txt}, are in
 * the user's cache, where they outlive {@code target/}: they take longer to install than the tests to run.
 */
public final class Emulators {
    private static final String REQUIREMENTS = "requirements.txt";
    private static Emulators started;

    private final String s3;
    private final int snowflakePort;

    private Emulators(Properties ports) {
        s3 = "http://127.0.0.1:" + ports.getProperty("s3");
        snowflakePort = Integer.parseInt(ports.getProperty("snowflake"));
    }

    /** Starts them where they do not run yet; skips the test where there is no Python 3, unless they are required. */
    public static synchronized Emulators start() {
        if (started == null) {
            try {
                started = new Emulators(launch());
            } catch (IOException e) {
                throw PythonEnvironment.skipped(PythonEnvironment.NEEDS, e);
            }
        }
        return started;
    }

    /** Returns the origin of what plays AWS. */
    public String aws() {
        return s3;
    }

    /** Returns Python of the environment, which runs with the emulators' libraries. */
    public static String python() {
        return PythonEnvironment.of(REQUIREMENTS).python();
    }

    /** Runs a program to its end, see {@link PythonEnvironment#run}. */
    public static String run(String... command) throws IOException, InterruptedException {
        return PythonEnvironment.run(command);
    }

    private static Properties launch() throws IOException {
        Process process = PythonEnvironment.process(
                        python(),
                        PythonEnvironment.SOURCES.resolve("emulators.py").toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        Path.of("target/emulators.log").toFile()))
                .start();
        var ports = new Properties();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        while (!ports.containsKey("ready")) {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("The emulators ended at once, see target/emulators.log");
            }
            ports.setProperty(line.replaceFirst("=.*", ""), line.replaceFirst(".*=", ""));
        }
        return ports;
    }

    public URI snowflake() {
        return URI.create("http://127.0.0.1:" + snowflakePort);
    }

    /** Returns a lake, which is a whole bucket, and a warehouse that nobody has used, with a stage over the lake. */
    public Account newAccount() {
        return newAccount("");
    }

    /** Returns a lake and a warehouse that nobody has used; the stage over the lake has the URL that the set-up script gives it. */
    public Account newAccount(String prefix) {
        String name =
                "t" + Long.toString(System.nanoTime(), Character.MAX_RADIX).toLowerCase(Locale.ROOT);
        try (S3Client client = S3Client.builder()
                .endpointOverride(URI.create(s3))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "secret")))
                .build()) {
            client.createBucket(request -> request.bucket(name + "-lake"));
        }
        var account = new Account(name, prefix);
        try (Connection connection = account.connect();
                var statement = connection.createStatement()) {
            statement.execute("create stage lake_stage " + account.stageUrl());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return account;
    }

    /** A bucket in moto and a database in fakesnow. */
    public final class Account {
        private final String name;
        private final String prefix;

        private Account(String name, String prefix) {
            this.name = name;
            this.prefix = prefix;
        }

        private String stageUrl() {
            try {
                String setup = Files.readString(Path.of("sql/snowflake/setup/setup.sql"));
                Matcher url = Pattern.compile("create stage .*\n(url = '.*')").matcher(setup);
                if (!url.find()) {
                    throw new IllegalStateException("setup.sql creates no stage with a URL");
                }
                return url.group(1).replace("<bucket>", bucket()).replace("<prefix>", prefix);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns the JDBC URL of the database, over a server that passes everything on to fakesnow or is fakesnow. */
        public String url(URI server) {
            return "jdbc:snowflake://" + server.getAuthority() + "/?ssl=off&account=fakesnow&db=" + name
                    + "&schema=spotify&warehouse=caravan_wh&role=caravan_loader";
        }

        public String url() {
            return url(snowflake());
        }

        public String bucket() {
            return name + "-lake";
        }

        /** Returns the settings that lead an application here. */
        public Map<String, String> settings() {
            return Map.of(
                    "lake.bucket", bucket(),
                    "lake.prefix", prefix,
                    "lake.endpoint", s3,
                    "lake.access-key", "test",
                    "lake.secret-key", "secret",
                    "warehouse.dialect", "snowflake",
                    "warehouse.url", url(),
                    "warehouse.user", "caravan_service",
                    "warehouse.token", "fakesnow takes any");
        }

        /** Opens a connection as any user. */
        public Connection connect() throws SQLException {
            var properties = new Properties();
            properties.setProperty("user", "test");
            properties.setProperty("password", "fakesnow takes any");
            properties.setProperty("disablePlatformDetection", "true");
            return DriverManager.getConnection(url(), properties);
        }
    }
}
