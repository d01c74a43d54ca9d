package io.caravan.warehouse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** Builds the pool of connections to the warehouse; a bean of {@code routes/beans.camel.yaml} sets its properties. */
public final class WarehousePoolBuilder {
    private final HikariConfig config = new HikariConfig();

    /** Creates a builder for a pool that opens a connection when one is asked for, not before. */
    public WarehousePoolBuilder() {
        config.setPoolName("warehouse");
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
    }

    /** Sets the JDBC URL. */
    public void setUrl(String url) {
        config.setJdbcUrl(url);
    }

    /** Sets the user; empty where the warehouse knows none. */
    public void setUser(String user) {
        if (!user.isEmpty()) {
            config.setUsername(user);
        }
    }

    /** Sets the password; empty where the warehouse asks for none. */
    public void setPassword(String password) {
        if (!password.isEmpty()) {
            config.setPassword(password);
        }
    }

    /** Sets how long opening a connection is tried; 250 ms at least. */
    public void setConnectTimeout(Duration timeout) {
        config.setConnectionTimeout(timeout.toMillis());
    }

    /** Builds the pool. */
    public HikariDataSource build() {
        return new HikariDataSource(config);
    }
}
