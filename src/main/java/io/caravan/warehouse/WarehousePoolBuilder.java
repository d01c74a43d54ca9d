package io.caravan.warehouse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** Builds the pool of connections to the warehouse; a bean of {@code routes/beans.camel.yaml} sets its properties. */
public final class WarehousePoolBuilder {
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(4);

    private final HikariConfig config = new HikariConfig();
    private String url = "";
    private String user = "";
    private String password = "";
    private String token = "";
    private String privateKey = "";
    private String privateKeyFile = "";
    private String privateKeyPassphrase = "";
    private Duration timeout = Duration.ofMinutes(2);

    /** Creates a builder for a pool that opens a connection when one is asked for, not before. */
    public WarehousePoolBuilder() {
        config.setPoolName("warehouse");
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
    }

    /** Sets the JDBC URL. */
    public void setUrl(String url) {
        this.url = url;
    }

    /** Sets the user; empty where the warehouse knows none. */
    public void setUser(String user) {
        this.user = user;
    }

    /** Sets the password; empty where the warehouse asks for none. */
    public void setPassword(String password) {
        this.password = password;
    }

    /** Sets the token; empty for none. */
    public void setToken(String token) {
        this.token = token;
    }

    /** Sets the text of the private key; empty for none. */
    public void setPrivateKey(String privateKey) {
        this.privateKey = privateKey;
    }

    /** Sets the path of the private key; empty for none. */
    public void setPrivateKeyFile(String privateKeyFile) {
        this.privateKeyFile = privateKeyFile;
    }

    /** Sets what the private key is encrypted with; empty where it is not. */
    public void setPrivateKeyPassphrase(String privateKeyPassphrase) {
        this.privateKeyPassphrase = privateKeyPassphrase;
    }

    /** Sets how long opening a connection is tried; 250 ms at least. */
    public void setConnectTimeout(Duration timeout) {
        config.setConnectionTimeout(timeout.toMillis());
    }

    /** Sets how long to wait for an answer. */
    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    /** Builds the pool. */
    public HikariDataSource build() {
        var login = new WarehouseSignIn(
                        url, user, password, token, privateKey, privateKeyFile, privateKeyPassphrase, timeout)
                .properties();
        config.setDataSource(new WarehouseSource(url, login));
        return new HikariDataSource(config);
    }
}
