package io.caravan.warehouse;

import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * Opens the warehouse to ask it something. Where one process at a time has it to itself, opening is tried again while a
 * load holds it, for about ten seconds.
 */
public final class WarehouseReader {
    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final WarehouseEngine engine;
    private final String url;
    private final Properties login;
    private final int attempts;
    private final Duration pause;

    WarehouseReader(String url, Properties login, int attempts, Duration pause) {
        this.engine = WarehouseEngine.ofUrl(url);
        this.url = url;
        this.login = login;
        this.attempts = attempts;
        this.pause = pause;
    }

    /** Returns a reader of the warehouse that a sign-in opens. */
    public static WarehouseReader of(WarehouseSignIn signIn) {
        Properties login = signIn.properties();
        WarehouseEngine.ofUrl(signIn.url()).onlyRead(login);
        return new WarehouseReader(signIn.url(), login, ATTEMPTS, PAUSE);
    }

    /**
     * Opens a connection.
     *
     * @throws UnavailableException when there is no warehouse yet, or another process keeps it to itself
     */
    public Connection open() throws SQLException, InterruptedException {
        if (isNotThereYet()) {
            throw new UnavailableException(
                    "There is no warehouse " + engine.file(url) + " yet; run the command \"once\" first", null);
        }
        for (int attempt = 1; true; attempt++) {
            try {
                return engine.connect(url, login);
            } catch (SQLException e) {
                if (!engine.isHeld(e)) {
                    throw e;
                }
                if (attempt == attempts) {
                    throw new UnavailableException(
                            "The warehouse " + engine.file(url) + " is in use by another process and stayed so for "
                                    + pause.multipliedBy(attempts - 1L).toSeconds()
                                    + " s; ask again when its load is done, or stop it",
                            e,
                            Outcome.PARKED);
                }
            }
            Thread.sleep(pause.toMillis());
        }
    }

    /** Returns whether the warehouse is a file that no run has made yet. */
    public boolean isNotThereYet() {
        String file = engine.file(url);
        return !file.isEmpty() && !Files.exists(Path.of(file));
    }
}
