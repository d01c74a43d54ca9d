package io.caravan.command;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.settings.Settings;
import io.caravan.spotify.Consent;
import io.caravan.spotify.UserLogin;
import io.caravan.spotify.UserToken;
import io.caravan.text.Durations;
import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Signs in a user, who consents in a browser; what comes of it is a refresh token. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = {
            "Signs in a Spotify user and keeps the refresh token in the file spotify.token-file.",
            "Register the redirect URI http://127.0.0.1:8888/callback with the app before."
        })
final class LoginCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "8888",
            description = "The port on 127.0.0.1 to which Spotify sends the browser back (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--print", description = "Print the refresh token, for a secret store, and write no file.")
    private boolean print;

    @Option(names = "--no-browser", description = "Only print the address, for a browser on another machine.")
    private boolean noBrowser;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = Settings.load(Map.of());
        if (settings.isLocal()) {
            throw new ConfigurationException("login signs in at Spotify, and the profile local keeps to this machine:"
                    + " run CAMEL_MAIN_PROFILE=prod java -jar caravan.jar login");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return login(settings, noBrowser ? page -> {} : page -> browse(page, err), out, err);
    }

    /** Signs in, with what opens the page of consent. */
    int login(Settings settings, Consumer<URI> browser, PrintWriter out, PrintWriter err) throws InterruptedException {
        for (String key :
                new String[] {"spotify.client-id", "spotify.accounts-url", "spotify.timeout", "spotify.token-file"}) {
            settings.check(key);
        }
        if (!print && !settings.get("spotify.refresh-token").isEmpty()) {
            throw new ConfigurationException(
                    "spotify.refresh-token has a value and wins over the file that login writes:"
                            + " take it away, or run login --print and put what it prints in its place");
        }
        try (var login = UserLogin.open(
                settings.get("spotify.accounts-url"),
                settings.get("spotify.client-id"),
                Durations.parse(settings.get("spotify.timeout")),
                port)) {
            err.println("Open this page and agree (the app has to be registered with the redirect URI "
                    + login.redirect() + "):");
            err.println(login.page());
            err.flush();
            browser.accept(login.page());
            String token = login.refreshToken(PATIENCE);
            keep(token, Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS), settings, out, err);
        }
        out.flush();
        err.flush();
        return Outcome.OK.exitCode();
    }

    private void keep(String token, Instant now, Settings settings, PrintWriter out, PrintWriter err) {
        if (print) {
            out.println("SPOTIFY_REFRESH_TOKEN=" + token);
            out.println("SPOTIFY_CONSENT_GIVEN_AT=" + now);
            err.println("Keep these two in the secret store, and leave SPOTIFY_CLIENT_SECRET empty: the token was given"
                    + " without the secret.");
        } else {
            var file = new UserToken();
            file.setFile(settings.get("spotify.token-file"));
            file.keep(token, now);
            out.println("Signed in; the refresh token is in " + settings.get("spotify.token-file") + ".");
        }
        err.println(new Consent(now).words(now) + ".");
    }

    private static void browse(URI page, PrintWriter err) {
        try {
            if (!GraphicsEnvironment.isHeadless() && Desktop.isDesktopSupported()) {
                Desktop.getDesktop().browse(page);
            }
        } catch (IOException | UnsupportedOperationException e) {
            err.println("The browser cannot be opened from here (" + e.getMessage() + ").");
        }
    }
}
