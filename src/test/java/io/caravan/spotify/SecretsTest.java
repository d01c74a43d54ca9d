package io.caravan.spotify;

import static io.caravan.spotify.Extraction.FIRST;
import static io.caravan.spotify.Extraction.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.failure.Outcome;
import io.caravan.local.spotify.Fault;
import io.caravan.observe.Served;
import io.caravan.warehouse.WarehousePoolBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the logging that ships turned up to DEBUG, nothing that is written down tells a secret. */
@Timeout(300)
class SecretsTest {
    private static final String LEVEL = "caravan.log";

    @TempDir
    Path folder;

    private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);
    private final Logger javaLogging = Logger.getLogger("");
    private final Lines lines = new Lines();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        System.setProperty(LEVEL, "debug");
        logging.setConfigLocation(
                Path.of("src/main/resources/log4j2.properties").toUri());
        var configuration = logging.getConfiguration();
        configuration.getAppenders().values().forEach(appender -> configuration
                .getRootLogger()
                .removeAppender(appender.getName()));
        lines.start();
        configuration.getRootLogger().addAppender(lines, null, null);
        logging.updateLoggers();
        javaLogging.setLevel(Level.ALL);
        javaLogging.addHandler(lines.javaHandler);
    }

    @AfterEach
    void listenNoMore() {
        System.clearProperty(LEVEL);
        javaLogging.removeHandler(lines.javaHandler);
        javaLogging.setLevel(Level.INFO);
        logging.setConfigLocation(null);
        logging.reconfigure();
    }

    @Test
    void neitherSecretNorTokenIsWrittenDownWhateverFails() throws Exception {
        List<String> secrets = new ArrayList<>();
        secrets.add("caravan-secret");
        secrets.add(Base64.getEncoder().encodeToString("caravan-client:caravan-secret".getBytes(UTF_8)));
        try (var extraction = Extraction.of(
                folder,
                Map.of(
                        "caravan.retries", "2",
                        "camel.management.host", "127.0.0.1",
                        "camel.management.port", "0"))) {
            extraction.spotify.fault(TOKEN, 1, Fault.status(503, "Service unavailable"));
            extraction.spotify.fault(TOKEN, 1, right -> {
                tokens.add(token(right.body()));
                return Fault.answer(200, Map.of(), "[" + right.body() + "]").apply(right);
            });
            extraction.spotify.fault(TOKEN, 99, right -> {
                tokens.add(token(right.body()));
                return right;
            });
            String items = "/v1/playlists/" + FIRST + "/items";
            extraction.spotify.fault(items, 1, Fault.status(401, "The access token expired"));
            extraction.spotify.fault(items, 1, Fault.reset());
            extraction.spotify.fault(items, 99, Fault.html());
            String second = Extraction.CATALOGUE.ids().get(1);
            extraction.spotify.fault("/v1/playlists/" + second, 99, Fault.status(403, "Forbidden"));

            var run = extraction.run();

            secrets.addAll(tokens);
            secrets.add("local-secret");
            assertThat(tokens).hasSizeGreaterThanOrEqualTo(3);
            var server = extraction.app.context().hasService(VertxPlatformHttpServer.class);
            var served = new Served("http://127.0.0.1:" + server.getPort());
            for (String page : List.of("health?exposureLevel=full&stackTrace=true&data=true", "metrics")) {
                assertNoneIn(page, served.get("/observe/" + page).body(), secrets);
            }
            assertThat(run.failures()).hasSize(2);
            assertThat(extraction.raw()).hasSize(2);
            assertNoneIn("failures", run.failures().toString(), secrets);
            extraction.objects("").forEach((key, text) -> assertNoneIn(key, text, secrets));
        }
        assertThat(lines.lines).as("what was logged").hasSizeGreaterThan(100).anyMatch(line -> line.contains("DEBUG"));
        assertThat(lines.lines)
                .filteredOn(line -> secrets.stream().anyMatch(line::contains))
                .isEmpty();
    }

    @Test
    void neitherARefreshTokenNorItsSuccessorIsWrittenDownButInItsFile() throws Exception {
        List<String> secrets = new ArrayList<>();
        try (var extraction = Extraction.of(folder, Map.of("spotify.app-class", "auto"))) {
            String first = extraction.spotify.signIn();
            secrets.add(first);
            var userToken = extraction.app.bean("userToken", UserToken.class);
            userToken.keep(first, extraction.clock().instant());
            extraction.spotify.rotateRefreshTokens();
            extraction.spotify.fault(TOKEN, 1, right -> {
                tokens.add(token(right.body()));
                return right;
            });

            extraction.run();
            secrets.add(userToken.current());
            extraction.clock().advance(Duration.ofHours(2));
            extraction.spotify.revokeConsent();
            var parked = extraction.run();
            extraction.clock().advance(Duration.ofMinutes(6));
            var signedOut = extraction.run();

            secrets.addAll(tokens);
            assertThat(secrets).hasSize(3).doesNotHaveDuplicates();
            assertNoneIn("failures", parked.failures() + " " + signedOut.failures(), secrets);
            assertThat(parked.failures()).hasSize(1);
            assertThat(signedOut.outcome()).isEqualTo(Outcome.SIGN_IN);
            extraction.objects("").forEach((key, text) -> assertNoneIn(key, text, secrets));
        }
        assertThat(lines.lines).hasSizeGreaterThan(100);
        for (String line : lines.lines.toArray(String[]::new)) {
            assertNoneIn("log", line, secrets);
        }
    }

    @Test
    void noneOfTheWarehousesSecretsIsWrittenDownWhenTheSignInFails() {
        String key = Base64.getMimeEncoder()
                .encodeToString(
                        "canary of a private key, of some length".repeat(20).getBytes(UTF_8));
        List<String> secrets = new ArrayList<>(List.of("canary-token", "canary-password", "canary-passphrase"));
        key.lines().limit(3).forEach(secrets::add);
        secrets.add(Base64.getEncoder().encodeToString(key.getBytes(UTF_8)).substring(0, 40));
        for (var set : List.<Consumer<WarehousePoolBuilder>>of(
                builder -> builder.setToken("canary-token"),
                builder -> builder.setPassword("canary-password"),
                builder -> {
                    builder.setPrivateKey(
                            "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + key + "\n-----END ENCRYPTED PRIVATE KEY-----");
                    builder.setPrivateKeyPassphrase("canary-passphrase");
                })) {
            var builder = new WarehousePoolBuilder();
            builder.setUrl("jdbc:snowflake://127.0.0.1:1/?ssl=off&loginTimeout=1&db=caravan");
            builder.setUser("caravan_service");
            builder.setConnectTimeout(Duration.ofMillis(250));
            set.accept(builder);
            try (var pool = builder.build()) {
                assertThatThrownBy(pool::getConnection).satisfies(e -> {
                    var trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertNoneIn("the error", trace.toString(), secrets);
                });
            }
        }
        for (String line : lines.lines.toArray(String[]::new)) {
            assertNoneIn("log", line, secrets);
        }
    }

    private static void assertNoneIn(String where, String text, List<String> secrets) {
        assertThat(secrets).as("%s: %s", where, text).noneMatch(text::contains);
    }

    private static String token(String answer) {
        try {
            return new ObjectMapper().readTree(answer).path("access_token").asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Lines extends AbstractAppender {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final Handler javaHandler = new Handler() {
            @Override
            public void publish(LogRecord event) {
                lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        Lines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            var text = new StringWriter();
            text.append(event.getLevel() + " " + event.getLoggerName() + " "
                    + event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(text));
            }
            lines.add(text.toString());
        }
    }
}
