package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.Emulators;
import io.caravan.TestApplication;
import io.caravan.failure.Outcome;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.Failure;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire to Snowflake, and what becomes of a load when the wire breaks or another load is at work. */
class SnowflakeSessionIT {
    private static final String DAY = "2026-11-01 06:00:00.000";
    private static final String PASSPHRASE = "correct horse";
    private static final String REFUSED =
            "{\"data\":null,\"code\":\"390144\",\"message\":\"JWT token is invalid.\",\"success\":false,\"headers\":null}";

    @TempDir
    Path folder;

    private final Emulators.Account account = Emulators.start().newAccount();
    private WatchedServer server;

    @BeforeEach
    void watch() throws IOException {
        server = new WatchedServer(Emulators.start().snowflake());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestApplication start(String name, Map<String, String> properties) throws IOException {
        var settings = new HashMap<>(account.settings());
        settings.put("warehouse.url", account.url(server.uri()));
        settings.put("lake.poll-every", "1s");
        settings.put("caravan.retries", "1");
        settings.putAll(properties);
        return TestApplication.start(
                Files.createDirectories(folder.resolve(name)),
                Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)),
                settings);
    }

    private JsonNode login() throws IOException {
        for (String request : server.requests()) {
            if (request.contains("LOGIN_NAME")) {
                return new ObjectMapper().readTree(request).path("data");
            }
        }
        throw new AssertionError("no sign-in among " + server.requests());
    }

    private List<Object> column(String sql) throws SQLException {
        try (var connection = account.connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            var values = new ArrayList<Object>();
            while (rows.next()) {
                values.add(rows.getObject(1));
            }
            return values;
        }
    }

    private static KeyPair keyPair() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }

    /** Java 17 cannot name the scheme in a file that it writes itself; what signs keys for Python can. */
    private Path encrypted(KeyPair keys) throws Exception {
        Path plain = Files.writeString(
                folder.resolve("plain.p8"), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        Path file = folder.resolve("caravan.p8");
        String program = """
                import sys
                from cryptography.hazmat.primitives import serialization as s
                key = s.load_pem_private_key(open(sys.argv[1], "rb").read(), None)
                text = key.private_bytes(
                    s.Encoding.PEM, s.PrivateFormat.PKCS8, s.BestAvailableEncryption(sys.argv[3].encode()))
                open(sys.argv[2], "wb").write(text)
                """;
        Emulators.run(Emulators.python(), "-c", program, plain.toString(), file.toString(), PASSPHRASE);
        assertThat(file).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        return file;
    }

    private void assertSignedBy(KeyPair keys) throws Exception {
        JsonNode login = login();
        assertThat(login.path("AUTHENTICATOR").asText()).isEqualTo("SNOWFLAKE_JWT");
        assertThat(login.path("LOGIN_NAME").asText()).isEqualTo("caravan_service");
        assertThat(login.has("PASSWORD")).isFalse();
        assertThat(isSigned(keys, login.path("TOKEN").asText())).isTrue();
    }

    private static boolean isSignedBy(KeyPair keys, String login) {
        try {
            return isSigned(
                    keys, new ObjectMapper().readTree(login).at("/data/TOKEN").asText());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSigned(KeyPair keys, String webToken) throws Exception {
        String[] token = webToken.split("\\.", -1);
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update((token[0] + "." + token[1]).getBytes(UTF_8));
        return signature.verify(Base64.getUrlDecoder().decode(token[2]));
    }

    @Test
    void anEncryptedKeyFileSignsTheUserInAndTheApplicationAndTheRunNameThemselves() throws Exception {
        KeyPair keys = keyPair();
        Path file = encrypted(keys);
        var settings = Map.of(
                "warehouse.token",
                "",
                "warehouse.private-key-file",
                file.toString(),
                "warehouse.private-key-passphrase",
                PASSPHRASE);
        try (var app = start("app", settings)) {
            new PlantedSnapshot("p1", DAY)
                    .playlist("P")
                    .song(0, "s1", "One", "1", DAY)
                    .put(app);

            app.request("direct:load-warehouse");

            assertThat(app.runs().summary().outcome()).isEqualTo(Outcome.OK);
            assertSignedBy(keys);
            assertThat(login().path("CLIENT_ENVIRONMENT").path("APPLICATION").asText())
                    .isEqualTo("caravan");
            assertThat(server.requests())
                    .anyMatch(request -> request.contains("alter session set query_tag = 'caravan "
                            + app.runs().currentRunId() + "'"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n", " "})
    void anEncryptedKeyInOneLineSignsTheUserIn(String lineBreak) throws Exception {
        KeyPair keys = keyPair();
        String text = Files.readString(encrypted(keys)).strip().replace("\n", lineBreak);
        assertThat(text.lines()).hasSize(1);
        assertLoads(keys, Map.of("warehouse.private-key", text, "warehouse.private-key-passphrase", PASSPHRASE));
    }

    @Test
    void theBodyOfAKeyAloneSignsTheUserIn() throws Exception {
        KeyPair keys = keyPair();
        String body = Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
        assertLoads(keys, Map.of("warehouse.private-key", body));
    }

    private void assertLoads(KeyPair keys, Map<String, String> settings) throws Exception {
        var withoutToken = new HashMap<>(settings);
        withoutToken.put("warehouse.token", "");
        try (var app = start("app", withoutToken)) {
            new PlantedSnapshot("p1", DAY).put(app);

            app.request("direct:load-warehouse");

            assertThat(app.runs().summary().outcome()).isEqualTo(Outcome.OK);
            assertSignedBy(keys);
        }
    }

    /** A server that knows the two keys of a user, as {@code alter user … set rsa_public_key_2} gives them. */
    @Test
    @Tag("long")
    void aKeyIsRotatedWithoutAGapSinceAUserHasTwo() throws Exception {
        KeyPair old = keyPair();
        KeyPair fresh = keyPair();
        var known = new ArrayList<>(List.of(old));
        server.answer(
                request -> !request.contains("LOGIN_NAME") || known.stream().anyMatch(keys -> isSignedBy(keys, request))
                        ? null
                        : REFUSED);
        Path file = folder.resolve("caravan.p8");
        var settings = Map.of("warehouse.token", "", "warehouse.private-key-file", file.toString());

        Files.writeString(file, pem("PRIVATE KEY", old.getPrivate().getEncoded()));
        assertThat(outcomeOfALoad("before", settings)).isEqualTo(Outcome.OK);
        known.add(fresh);
        assertThat(outcomeOfALoad("both", settings)).isEqualTo(Outcome.OK);
        Files.writeString(file, pem("PRIVATE KEY", fresh.getPrivate().getEncoded()));
        assertThat(outcomeOfALoad("new", settings)).isEqualTo(Outcome.OK);
        known.remove(old);
        assertThat(outcomeOfALoad("after", settings)).isEqualTo(Outcome.OK);

        Files.writeString(file, pem("PRIVATE KEY", old.getPrivate().getEncoded()));
        assertThat(outcomeOfALoad("old", settings)).isEqualTo(Outcome.CONFIGURATION);
        assertThat(column("select count(*) from etl_load")).containsExactly(4L);
    }

    private Outcome outcomeOfALoad(String name, Map<String, String> settings) throws IOException {
        try (var app = start(name, settings)) {
            new PlantedSnapshot("p" + Integer.toUnsignedString(name.hashCode()), DAY).put(app);
            app.request("direct:load-warehouse");
            RunSummary summary = app.runs().summary();
            if (summary.outcome() == Outcome.CONFIGURATION) {
                assertThat(summary.failures())
                        .extracting(Failure::message)
                        .singleElement()
                        .asString()
                        .contains("refuses to be opened", "JWT token is invalid", "warehouse.user");
                assertThat(app.lake().list("transformed_data/to_load/")).hasSize(1);
            }
            return summary.outcome();
        }
    }

    @Test
    void aTokenSignsTheUserIn() throws Exception {
        try (var app = start("app", Map.of("warehouse.token", "a-token"))) {
            new PlantedSnapshot("p1", DAY).put(app);

            app.request("direct:load-warehouse");

            assertThat(login().path("AUTHENTICATOR").asText()).isEqualTo("PROGRAMMATIC_ACCESS_TOKEN");
            assertThat(login().path("TOKEN").asText()).isEqualTo("a-token");
            assertThat(login().has("PASSWORD")).isFalse();
        }
    }

    @Test
    @Tag("long")
    void load2AConnectionLostAfterCommitWasSentIsLoadedOnce() throws Exception {
        try (var app = start("app", Map.of("warehouse.timeout", "10s"))) {
            var snapshot = new PlantedSnapshot("p1", DAY)
                    .song(0, "s1", "One", "1", DAY)
                    .put(app);
            // Not the commit of the migrations, which comes first.
            server.cutOffAfter(request -> request.contains("\"sqlText\":\"commit\"")
                    && server.requests().stream()
                            .anyMatch(earlier -> earlier.contains("merge into tbl_playlist_items")));

            app.request("direct:load-warehouse");

            assertThat(column("select snapshot from etl_load")).as("committed").containsExactly(snapshot.name);
            assertThat(app.runs().summary().outcome())
                    .as("%s", app.runs().summary().failures())
                    .isEqualTo(Outcome.PARKED);
            assertThat(app.lake().list("transformed_data/to_load/")).hasSize(1);
            assertThat(app.lake().read(snapshot.loadedKey())).isNull();

            server.heal();
            app.request("direct:load-warehouse");

            assertThat(app.lake().list("transformed_data/to_load/")).isEmpty();
            assertThat(app.lake().read(snapshot.loadedKey())).isNotNull();
            assertThat(column("select snapshot from etl_load")).containsExactly(snapshot.name);
            assertThat(column("select song_id from tbl_playlist_items")).containsExactly("s1");
        }
    }
}
