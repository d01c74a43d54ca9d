package io.caravan.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.caravan.lake.Lake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class SpotifyHttpTest {
    private static final String LONG_PAGE = "{\"items\":[" + "\"é\",".repeat(100_000) + "1]}";

    private final AtomicInteger redirected = new AtomicInteger();
    private HttpServer server;
    private CloseableHttpClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/token", exchange -> send(exchange, 200, "{\"access_token\":\"t\",\"expires_in\":3600}"));
        server.start();
        var signIn = new SpotifySignIn();
        signIn.setAccountsUrl(url());
        signIn.setClientId("id");
        signIn.setClientSecret("secret");
        signIn.setClock(Clock.systemUTC());
        var builder = HttpClientBuilder.create();
        var rateLimit = new RateLimit(Clock.systemUTC(), "60s", 1000, 1000, new MemoryStore());
        signIn.setRateLimit(rateLimit);
        var appClass = new AppClass("C", "id", new Lake(new PlaylistReadsTest.FlakyS3(), "lake", ""));
        new SpotifyHttp(signIn, rateLimit, appClass, "10s", 1).configureHttpClient(builder);
        client = builder.build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.stop(0);
    }

    @Test
    void anAnswerInChunksAndGzipArrivesWhole() throws Exception {
        server.createContext("/v1", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (var out = new GZIPOutputStream(exchange.getResponseBody())) {
                out.write(LONG_PAGE.getBytes(UTF_8));
            }
        });

        assertThat(get()).isEqualTo(LONG_PAGE);
    }

    @Test
    void aGzipThatBreaksOffIsAFailure() {
        server.createContext("/v1", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (exchange) {
                var out = new GZIPOutputStream(exchange.getResponseBody(), true);
                out.write(LONG_PAGE.getBytes(UTF_8));
                out.flush();
            }
        });

        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        server.createContext("/elsewhere", exchange -> {
            redirected.incrementAndGet();
            send(exchange, 200, "{}");
        });
        server.createContext("/v1", exchange -> {
            exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
            send(exchange, 302, "moved");
        });

        assertThat(get()).isEqualTo("moved");
        assertThat(redirected).hasValue(0);
    }

    @Test
    void moreThanOneValueIsStillReadToItsEnd() {
        server.createContext("/v1", exchange -> send(exchange, 200, "{\"items\":[]} {\"items\":"));

        assertThatThrownBy(this::get)
                .isInstanceOfSatisfying(UnreadableAnswerException.class, unreadable -> assertThat(unreadable.answer())
                        .asString(UTF_8)
                        .isEqualTo("{\"items\":[]} {\"items\":"));
    }

    /** JSON and blanks: cut off anywhere, it would still be JSON. */
    @Test
    void aGzipBombIsRefused() {
        server.createContext("/v1", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            byte[] bomb = gzip(("{\"items\":[]}" + " ".repeat(100_000_000)).getBytes(UTF_8));
            assertThat(bomb).hasSizeLessThan(110_000);
            exchange.sendResponseHeaders(200, bomb.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bomb);
            }
        });

        assertThatThrownBy(this::get)
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessageContaining("/v1 with more than 8388608 bytes")
                .hasMessageContaining("spotify.api-url");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 429, 500})
    void anAnswerWithoutEndIsHungUpOn(int status) throws Exception {
        var hungUp = new CountDownLatch(1);
        server.createContext("/v1", exchange -> {
            exchange.sendResponseHeaders(status, 0);
            try (var out = exchange.getResponseBody()) {
                while (true) {
                    out.write(new byte[1 << 16]);
                }
            } catch (IOException e) {
                hungUp.countDown();
            }
        });

        assertThatThrownBy(this::get)
                .isInstanceOfSatisfying(UnreadableAnswerException.class, unreadable -> assertThat(unreadable.answer())
                        .as("what is kept of it")
                        .hasSize(1_048_576));
        hungUp.await();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        }
        return zipped.toByteArray();
    }

    private String get() throws IOException {
        return client.execute(new HttpGet(url() + "/v1"), answer -> EntityUtils.toString(answer.getEntity(), UTF_8));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
