package io.caravan.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.caravan.Patience;
import io.caravan.network.TcpProxy.Direction;
import io.caravan.network.Toxic.Bandwidth;
import io.caravan.network.Toxic.Latency;
import io.caravan.network.Toxic.LimitData;
import io.caravan.network.Toxic.LostSuccess;
import io.caravan.network.Toxic.Refusal;
import io.caravan.network.Toxic.ResetPeer;
import io.caravan.network.Toxic.Slicer;
import io.caravan.network.Toxic.Timeout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy itself, since a fault that never comes would let every test pass. */
@org.junit.jupiter.api.Timeout(120)
class TcpProxyTest {
    private static final String BODY = "x".repeat(5000);

    private final AtomicInteger served = new AtomicInteger();
    private HttpServer server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            served.incrementAndGet();
            try (exchange) {
                exchange.sendResponseHeaders(200, BODY.length());
                exchange.getResponseBody().write(BODY.getBytes(ISO_8859_1));
            }
        });
        server.start();
        proxy = TcpProxy.before("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.stop(0);
    }

    /** Sends one request and returns all that comes until the connection ends. */
    private String get() throws IOException {
        return get(Patience.LIMIT);
    }

    private String get(Duration patience) throws IOException {
        URI url = URI.create(proxy.url());
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.getOutputStream()
                    .write("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private Duration took() throws IOException {
        long start = System.nanoTime();
        assertThat(get()).endsWith(BODY);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void withoutPoisonEverythingComesThrough() throws IOException {
        assertThat(get()).startsWith("HTTP/1.1 200").endsWith(BODY);
        proxy.add(Direction.DOWNSTREAM, new ResetPeer(Duration.ZERO));
        proxy.clear();
        assertThat(get()).endsWith(BODY);
    }

    @Test
    void latencyBandwidthAndSlicerOnlyTakeTime() throws IOException {
        proxy.add(Direction.UPSTREAM, new Latency(Duration.ofMillis(200), Duration.ofMillis(10)));
        assertThat(took()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        proxy.clear();
        proxy.add(Direction.DOWNSTREAM, new Bandwidth(20));
        assertThat(took()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        proxy.clear();
        proxy.add(Direction.DOWNSTREAM, new Slicer(500, 100, Duration.ofMillis(20)));
        assertThat(took()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void timeoutLetsNothingThroughAndClosesOnlyWhereItIsTold() throws IOException {
        proxy.add(Direction.DOWNSTREAM, new Timeout(Duration.ZERO));
        assertThatThrownBy(() -> get(Duration.ofMillis(300))).isInstanceOf(SocketTimeoutException.class);
        proxy.clear();
        proxy.add(Direction.DOWNSTREAM, new Timeout(Duration.ofMillis(50)));
        assertThat(get()).isEmpty();
    }

    @Test
    void resetPeerResetsAsManyConnectionsAsItIsTold() throws IOException {
        proxy.addFor(2, Direction.DOWNSTREAM, new ResetPeer(Duration.ZERO));
        assertThatThrownBy(this::get).isInstanceOf(SocketException.class);
        assertThatThrownBy(this::get).isInstanceOf(SocketException.class);
        assertThat(get()).endsWith(BODY);
    }

    @Test
    void limitDataEndsTheConnectionInTheMiddle() throws IOException {
        proxy.add(Direction.DOWNSTREAM, new LimitData(1000));
        assertThat(get()).hasSize(1000);
    }

    @Test
    void aRefusalIsAnsweredWithoutTheServerAndALostSuccessAfterIt() throws IOException {
        proxy.add(Direction.UPSTREAM, new Refusal("GET /a", new AtomicInteger(1), "503 Slow Down", "<Error/>"));
        assertThat(get()).startsWith("HTTP/1.1 503 Slow Down").endsWith("<Error/>");
        assertThat(served).hasValue(0);
        proxy.add(Direction.DOWNSTREAM, new LostSuccess("GET /a", new AtomicInteger(1), "500 Oops"));
        assertThat(get()).startsWith("HTTP/1.1 500 Oops");
        assertThat(served).hasValue(1);
        assertThat(get()).startsWith("HTTP/1.1 200");
    }

    @Test
    void aDisabledProxyClosesEveryConnectionAtOnce() throws IOException {
        proxy.disable();
        assertThat(get()).isEmpty();
        assertThat(proxy.refused()).isEqualTo(1);
        proxy.enable();
        assertThat(get()).endsWith(BODY);
    }
}
