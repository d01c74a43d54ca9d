package io.caravan.warehouse.snowflake;

import io.caravan.warehouse.WarehouseEngine;
import io.caravan.warehouse.WarehouseSignIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import net.snowflake.client.api.driver.SnowflakeDriver;

/**
 * Snowflake, which takes a key pair or a token.
 *
 * @see <a href="https://docs.snowflake.com/en/developer-guide/jdbc/jdbc-parameters">connection parameters of the driver</a>
 */
public final class Engine implements WarehouseEngine {
    private static final String AUTHENTICATOR = "authenticator";
    /** Snowflake's own is twelve hours; a load that is dead loses its lock to who waits for it after five minutes. */
    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(10);

    /** {@inheritDoc} By its driver alone: who asks the JDK for one has it load those of all engines. */
    @Override
    public Connection connect(String url, Properties login) throws SQLException {
        return new SnowflakeDriver().connect(url, login);
    }

    @Override
    public Properties login(WarehouseSignIn signIn) {
        Properties properties = WarehouseEngine.super.login(signIn);
        signIn.put(properties, "application", "caravan");
        signIn.put(properties, "client_session_keep_alive", "true");
        // Else it asks the metadata addresses of three clouds at each start.
        signIn.put(properties, "disablePlatformDetection", "true");
        // The first is for one request and all its repeats, the second for the next bytes of one answer.
        String timeout = String.valueOf(signIn.timeout().toMillis());
        signIn.put(properties, "networkTimeout", timeout);
        signIn.put(properties, "HTTP_CLIENT_SOCKET_TIMEOUT", timeout);
        if (!signIn.token().isEmpty()) {
            signIn.put(properties, AUTHENTICATOR, "programmatic_access_token");
            signIn.put(properties, "token", signIn.token());
        } else if (!signIn.privateKey().isEmpty() || !signIn.privateKeyFile().isEmpty()) {
            signIn.put(properties, AUTHENTICATOR, "snowflake_jwt");
            signIn.put(properties, "private_key_base64", keyAsFile(signIn));
            signIn.put(properties, "private_key_file", signIn.privateKeyFile());
            signIn.put(properties, "private_key_pwd", signIn.privateKeyPassphrase());
        }
        return properties;
    }

    @Override
    public List<String> problems(WarehouseSignIn signIn) {
        var problems = new ArrayList<String>();
        if (!signIn.password().isEmpty() || signIn.says("password")) {
            problems.add(
                    "warehouse.password is refused: a password alone is one factor that anyone can carry away, and Snowflake"
                            + " blocks it for services; set warehouse.private-key-file, warehouse.private-key or warehouse.token");
        }
        long ways = Stream.of(signIn.token(), signIn.privateKey(), signIn.privateKeyFile())
                .filter(way -> !way.isEmpty())
                .count();
        if (ways > 1) {
            problems.add(
                    "warehouse.token, warehouse.private-key and warehouse.private-key-file exclude each other; set one");
        }
        if (ways == 0 && signIn.password().isEmpty() && !signIn.says(AUTHENTICATOR)) {
            problems.add(
                    "warehouse.private-key-file has no value; give it the path of the service user's private key, or set"
                            + " warehouse.private-key or warehouse.token");
        }
        if (!signIn.privateKey().isEmpty() && !isKey(signIn)) {
            problems.add(
                    "warehouse.private-key must be the text of a PKCS#8 file in PEM, its line breaks kept or written as \\n, or"
                            + " its body alone; openssl pkcs8 -topk8 writes such a file");
        }
        if (!signIn.privateKeyFile().isEmpty() && !Files.isReadable(Path.of(signIn.privateKeyFile()))) {
            problems.add("warehouse.private-key-file must be a file that this process may read");
        }
        if (signIn.user().isEmpty() && !signIn.says("user") && !signIn.says(AUTHENTICATOR)) {
            problems.add("warehouse.user has no value; give it the service user's name");
        }
        return problems;
    }

    private static String keyAsFile(WarehouseSignIn signIn) {
        return signIn.privateKey().isEmpty()
                ? ""
                : PrivateKeyText.base64File(
                        signIn.privateKey(), !signIn.privateKeyPassphrase().isEmpty());
    }

    private static boolean isKey(WarehouseSignIn signIn) {
        try {
            return !keyAsFile(signIn).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public boolean hasPipes() {
        return true;
    }

    @Override
    public List<String> sessionStatements(String runId) {
        return List.of(
                "alter session set query_tag = 'caravan " + runId.replaceAll("[^A-Za-z0-9_.:-]", "_") + "'",
                "alter session set lock_timeout = " + LOCK_TIMEOUT.toSeconds(),
                // Times become text in told_by, where they are compared.
                "alter session set timestamp_ntz_output_format = 'YYYY-MM-DD HH24:MI:SS.FF3'");
    }
}
