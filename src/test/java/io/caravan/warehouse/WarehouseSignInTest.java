package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseSignInTest {
    private static final String URL = "jdbc:snowflake://acme.snowflakecomputing.com/?db=caravan";

    @TempDir
    Path folder;

    private static WarehouseSignIn signIn(
            String url, String user, String password, String token, String key, String keyFile) {
        return new WarehouseSignIn(url, user, password, token, key, keyFile, "");
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
        assertThat(signIn(URL, "u", "", "", "-----BEGIN", "").problems()).isEmpty();
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
    void noSecretIsPrinted() {
        assertThat(new WarehouseSignIn(URL, "u", "p1", "t1", "k1", "f1", "w1").toString())
                .doesNotContain("p1", "t1", "k1", "w1");
    }
}
