package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseSignInTest {
    private static final String URL = "jdbc:snowflake://acme.snowflakecomputing.com/?db=caravan";

    /** No key, but base64 as every key is. */
    private static final String BODY = Base64.getEncoder().encodeToString(new byte[200]);

    @TempDir
    Path folder;

    private static WarehouseSignIn signIn(
            String url, String user, String password, String token, String key, String keyFile) {
        return new WarehouseSignIn(url, user, password, token, key, keyFile, "", Duration.ofSeconds(90));
    }

    @Test
    void aPasswordAloneIsRefusedWithTheReason() {
        assertThat(signIn(URL, "u", "secret", "", "", "").problems())
                .singleElement()
                .asString()
                .contains("warehouse.password is refused", "one factor", "warehouse.private-key-file")
                .doesNotContain("secret");
        assertThat(signIn(URL + "&password=secret", "u", "", "t", "", "").problems())
                .singleElement()
                .asString()
                .contains("warehouse.password is refused");
    }

    @Test
    void aKeyOrATokenIsEnoughAndTwoOfThemAreTooMany() throws IOException {
        Path key = Files.writeString(folder.resolve("caravan.p8"), "-");

        assertThat(signIn(URL, "u", "", "t", "", "").problems()).isEmpty();
        assertThat(signIn(URL, "u", "", "", BODY, "").problems()).isEmpty();
        assertThat(signIn(URL, "u", "", "", "", key.toString()).problems()).isEmpty();
        assertThat(signIn(URL, "u", "", "t", "", key.toString()).problems())
                .singleElement()
                .asString()
                .contains("exclude each other");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(signIn(URL, "", "", "", "", "").problems())
                .extracting(problem -> problem.replaceFirst(" .*", ""))
                .containsExactly("warehouse.private-key-file", "warehouse.user");
        assertThat(signIn(URL, "u", "", "", "", "/nowhere/caravan.p8").problems())
                .containsExactly("warehouse.private-key-file must be a file that this process may read");
        assertThat(signIn(URL + "&authenticator=workload_identity", "", "", "", "", "")
                        .problems())
                .isEmpty();
    }

    @Test
    void anotherWarehouseIsToldNothingOfSnowflakes() {
        var signIn = signIn("jdbc:duckdb:x", "", "", "", "", "");

        assertThat(signIn.properties()).isEmpty();
        assertThat(signIn.problems()).isEmpty();
    }

    @Test
    void whatTheUrlSaysIsLeftToIt() {
        assertThat(signIn(URL + "&authenticator=oauth&application=other", "u", "", "t", "", "")
                        .properties())
                .containsEntry("token", "t")
                .doesNotContainKeys("authenticator", "application");
    }

    @Test
    void anAnswerIsAwaitedForAsLongAsTheSettingSays() {
        assertThat(signIn(URL, "u", "", "t", "", "").properties())
                .containsEntry("networkTimeout", "90000")
                .containsEntry("HTTP_CLIENT_SOCKET_TIMEOUT", "90000");
    }

    private static String keyFile(String key, String passphrase) {
        String base64 = new WarehouseSignIn(URL, "u", "", "", key, "", passphrase, Duration.ofSeconds(90))
                .properties()
                .getProperty("private_key_base64");
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }

    @Test
    void aKeyMayBeOneLineInWhateverWayItCame() {
        String lines = BODY.replaceAll("(.{64})", "$1\n");
        String file = "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
        String encrypted = file.replace("PRIVATE", "ENCRYPTED PRIVATE");

        for (String key : List.of(
                file,
                file.strip(),
                file.replace("\n", "\r\n"),
                file.replace("\n", "\\n"),
                file.replace("\n", "\\r\\n"),
                file.strip().replace("\n", "\\n") + "n",
                file.replace("\n", " "),
                Base64.getEncoder().encodeToString(file.getBytes(UTF_8)),
                BODY,
                lines)) {
            assertThat(keyFile(key, "")).as(key).isEqualTo(file);
        }
        for (String key : List.of(encrypted, encrypted.replace("\n", "\\n"), encrypted.replace("\n", " "), BODY)) {
            assertThat(keyFile(key, "correct horse")).as(key).isEqualTo(encrypted);
        }
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutBeingPrinted() {
        for (String key : List.of(
                "/etc/caravan/secret.p8",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nsecret!\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nsecret00\n-----END RSA PRIVATE KEY-----")) {
            assertThat(signIn(URL, "u", "", "", key, "").problems())
                    .as(key)
                    .singleElement()
                    .asString()
                    .contains("warehouse.private-key must be", "openssl pkcs8")
                    .doesNotContain("secret");
        }
    }

    @Test
    void noSecretIsPrinted() {
        assertThat(new WarehouseSignIn(URL, "u", "p1", "t1", "k1", "f1", "w1", Duration.ZERO).toString())
                .doesNotContain("p1", "t1", "k1", "w1");
    }
}
