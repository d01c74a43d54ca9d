package io.caravan.warehouse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * How to sign in to the warehouse. Snowflake takes a key pair or a token; DuckDB asks for nothing.
 *
 * @param url the JDBC URL; what it says itself is not said again
 * @param user the user; empty where the warehouse knows none
 * @param password the password; empty where there is none
 * @param token a programmatic access token, or an OAuth token where the URL says {@code authenticator=oauth}; empty for none
 * @param privateKey the text of a PKCS#8 file in PEM, encrypted or not, also in one line; empty for none
 * @param privateKeyFile the path of such a file; empty for none
 * @param privateKeyPassphrase what the key is encrypted with; empty where it is not
 * @param timeout how long to wait for an answer
 * @see <a href="https://docs.snowflake.com/en/developer-guide/jdbc/jdbc-parameters">connection parameters of the driver</a>
 */
public record WarehouseSignIn(
        String url,
        String user,
        String password,
        String token,
        String privateKey,
        String privateKeyFile,
        String privateKeyPassphrase,
        Duration timeout) {
    private static final String SNOWFLAKE = "jdbc:snowflake:";
    private static final String AUTHENTICATOR = "authenticator";

    /** Returns what the driver is told beside the URL. */
    public Properties properties() {
        var properties = new Properties();
        put(properties, "user", user);
        put(properties, "password", password);
        if (!url.startsWith(SNOWFLAKE)) {
            return properties;
        }
        put(properties, "application", "caravan");
        put(properties, "client_session_keep_alive", "true");
        // Else it asks the metadata addresses of three clouds at each start.
        put(properties, "disablePlatformDetection", "true");
        // The first is for one request and all its repeats, the second for the next bytes of one answer.
        put(properties, "networkTimeout", String.valueOf(timeout.toMillis()));
        put(properties, "HTTP_CLIENT_SOCKET_TIMEOUT", String.valueOf(timeout.toMillis()));
        if (!token.isEmpty()) {
            put(properties, AUTHENTICATOR, "programmatic_access_token");
            put(properties, "token", token);
        } else if (!privateKey.isEmpty() || !privateKeyFile.isEmpty()) {
            put(properties, AUTHENTICATOR, "snowflake_jwt");
            put(properties, "private_key_base64", privateKeyAsFile());
            put(properties, "private_key_file", privateKeyFile);
            put(properties, "private_key_pwd", privateKeyPassphrase);
        }
        return properties;
    }

    /** Returns what is wrong with the sign-in of a service to Snowflake, each with the way to mend it. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        if (!url.startsWith(SNOWFLAKE)) {
            return problems;
        }
        if (!password.isEmpty() || says("password")) {
            problems.add(
                    "warehouse.password is refused: a password alone is one factor that anyone can carry away, and Snowflake"
                            + " blocks it for services; set warehouse.private-key-file, warehouse.private-key or warehouse.token");
        }
        long ways = Stream.of(token, privateKey, privateKeyFile)
                .filter(way -> !way.isEmpty())
                .count();
        if (ways > 1) {
            problems.add(
                    "warehouse.token, warehouse.private-key and warehouse.private-key-file exclude each other; set one");
        }
        if (ways == 0 && password.isEmpty() && !says(AUTHENTICATOR)) {
            problems.add(
                    "warehouse.private-key-file has no value; give it the path of the service user's private key, or set"
                            + " warehouse.private-key or warehouse.token");
        }
        if (!privateKey.isEmpty() && !isKey()) {
            problems.add(
                    "warehouse.private-key must be the text of a PKCS#8 file in PEM, its line breaks kept or written as \\n, or"
                            + " its body alone; openssl pkcs8 -topk8 writes such a file");
        }
        if (!privateKeyFile.isEmpty() && !Files.isReadable(Path.of(privateKeyFile))) {
            problems.add("warehouse.private-key-file must be a file that this process may read");
        }
        if (user.isEmpty() && !says("user") && !says(AUTHENTICATOR)) {
            problems.add("warehouse.user has no value; give it the service user's name");
        }
        return problems;
    }

    private void put(Properties properties, String key, String value) {
        if (!value.isEmpty() && !says(key)) {
            properties.setProperty(key, value);
        }
    }

    private boolean says(String key) {
        return url.toLowerCase(Locale.ROOT).matches(".*[?&]" + key.toLowerCase(Locale.ROOT) + "=.*");
    }

    private String privateKeyAsFile() {
        return privateKey.isEmpty() ? "" : PrivateKeyText.base64File(privateKey, !privateKeyPassphrase.isEmpty());
    }

    private boolean isKey() {
        try {
            return !privateKeyAsFile().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "sign-in of " + (user.isEmpty() ? "nobody" : user);
    }
}
