package io.caravan.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of the sign-in that is none. */
@Timeout(300)
class AccountsTest {
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 503})
    void anAnswerWithoutEndIsHungUpOn(int status) throws Exception {
        server.createContext("/api/token", exchange -> {
            exchange.sendResponseHeaders(status, 0);
            try (var out = exchange.getResponseBody()) {
                while (true) {
                    out.write(new byte[1 << 16]);
                }
            } catch (IOException e) {
                hungUp.countDown();
            }
        });
        String origin = "http://127.0.0.1:" + server.getAddress().getPort();

        assertThatThrownBy(() -> new Accounts(origin, "id", "secret", Duration.ofHours(1)).asApp())
                .isInstanceOf(IOException.class)
                .satisfies(e -> assertThat(new SignInFailedException((IOException) e))
                        .as("as the run tells it")
                        .hasMessage(origin + " answered the sign-in with more than 1048576 bytes, and no sign-in is so"
                                + " large; look where spotify.accounts-url leads, and through which proxy"));
        hungUp.await();
    }
}
