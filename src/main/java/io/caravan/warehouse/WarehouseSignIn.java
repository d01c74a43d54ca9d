package io.caravan.warehouse;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * How to sign in to the warehouse; its engine says what of it is needed.
 *
 * @param url the JDBC URL; what it says itself is not said again
 * @param user the user; empty where the warehouse knows none
 * @param password the password; empty where there is none
 * @param token a programmatic access token, or an OAuth token where the URL says {@code authenticator=oauth}; empty for none
 * @param privateKey the text of a PKCS#8 file in PEM, encrypted or not, also in one line; empty for none
 * @param privateKeyFile the path of such a file; empty for none
 * @param privateKeyPassphrase what the key is encrypted with; empty where it is not
 * @param timeout how long to wait for an answer
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
    /** Returns what the driver is told beside the URL. */
    public Properties properties() {
        return WarehouseEngine.ofUrl(url).login(this);
    }

    /** Returns what is wrong with the sign-in of a service, each with the way to mend it. */
    public List<String> problems() {
        return WarehouseEngine.ofUrl(url).problems(this);
    }

    /** Tells the driver a value that there is, and that the URL does not tell it. */
    public void put(Properties properties, String key, String value) {
        if (!value.isEmpty() && !says(key)) {
            properties.setProperty(key, value);
        }
    }

    /** Returns whether the URL has a value for a key. */
    public boolean says(String key) {
        return url.toLowerCase(Locale.ROOT).matches(".*[?&]" + key.toLowerCase(Locale.ROOT) + "=.*");
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "sign-in of " + (user.isEmpty() ? "nobody" : user);
    }
}
