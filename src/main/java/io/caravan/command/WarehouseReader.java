package io.caravan.command;

import io.caravan.UnavailableException;
import io.caravan.warehouse.WarehouseDrivers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * Opens the warehouse to ask it something. A DuckDB file belongs to one process at a time: while a load holds it, opening is
 * tried again, for about ten seconds.
 */
final class WarehouseReader {
    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String url;
    private final Properties login;
    private final int attempts;
    private final Duration pause;

    WarehouseReader(String url, Properties login, int attempts, Duration pause) {
        this.url = url;
        this.login = login;
        this.attempts = attempts;
        this.pause = pause;
    }

    static WarehouseReader of(Settings settings) {
        String url = settings.get("warehouse.url");
        Properties login = settings.signIn().properties();
        if (url.startsWith(WarehouseDrivers.DUCKDB)) {
            login.setProperty("duckdb.read_only", "true");
            // Else a statement could read and write any file of this machine.
            login.setProperty("enable_external_access", "false");
        }
        return new WarehouseReader(url, login, ATTEMPTS, PAUSE);
    }

    /**
     * Opens a connection.
     *
     * @throws UnavailableException when there is no warehouse yet, or another process keeps it to itself
     */
    Connection open() throws SQLException, InterruptedException {
        checkFile();
        for (int attempt = 1; true; attempt++) {
            try {
                return WarehouseDrivers.connect(url, login);
            } catch (SQLException e) {
                if (!isLocked(e)) {
                    throw e;
                }
                if (attempt == attempts) {
                    throw new UnavailableException(
                            "The warehouse " + file() + " is in use by another process and stayed so for "
                                    + pause.multipliedBy(attempts - 1L).toSeconds()
                                    + " s; ask again when its load is done, or stop it",
                            e);
                }
            }
            Thread.sleep(pause.toMillis());
        }
    }

    /** Returns whether the warehouse is a file that no run has made yet. */
    boolean isNotThereYet() {
        boolean isFile =
                url.startsWith(WarehouseDrivers.DUCKDB) && !file().isEmpty() && !file().startsWith(":") && !isRemote();
        return isFile && !Files.exists(Path.of(file()));
    }

    private void checkFile() {
        if (isNotThereYet()) {
            throw new UnavailableException(
                    "There is no warehouse " + file() + " yet; run the command \"once\" first", null);
        }
    }

    private boolean isRemote() {
        return file().matches("[a-z]{2,}:.*");
    }

    private String file() {
        return url.substring(WarehouseDrivers.DUCKDB.length()).replaceFirst("[?;].*", "");
    }

    private boolean isLocked(SQLException e) {
        return url.startsWith(WarehouseDrivers.DUCKDB)
                && String.valueOf(e.getMessage()).contains("Could not set lock");
    }
}
