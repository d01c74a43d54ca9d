package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Stands before a server, keeps what clients sent, and can answer in its place, lose its answers, or fall silent. */
public final class WatchedServer implements AutoCloseable {
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "connection", "transfer-encoding", "upgrade", "expect", "http2-settings");

    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI behind;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> lost = request -> false;
    private volatile boolean cutOff;
    private volatile Function<String, String> stead = request -> null;
    private volatile CountDownLatch silence = new CountDownLatch(0);

    public WatchedServer(URI behind) throws IOException {
        this.behind = behind;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::pass);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns the bodies of all requests as text. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Works the first such request off, but loses its answer; from then on the server is out of reach. */
    void cutOffAfter(Predicate<String> request) {
        lost = request;
    }

    /** Is out of reach at once. */
    void cutOff() {
        cutOff = true;
    }

    /** Takes requests and answers none. */
    public void fallSilent() {
        silence = new CountDownLatch(1);
    }

    /** Answers in the place of the server behind; a null leaves the request to it. */
    public void answer(Function<String, String> answers) {
        stead = answers;
    }

    /** Is reached again. */
    void heal() {
        lost = request -> false;
        cutOff = false;
        silence.countDown();
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String text = text(exchange, body);
        requests.add(text);
        try {
            silence.await();
            if (cutOff) {
                return;
            }
            String answered = stead.apply(text);
            if (answered != null) {
                byte[] json = answered.getBytes(UTF_8);
                exchange.getResponseHeaders().set("content-type", "application/json");
                exchange.sendResponseHeaders(200, json.length);
                exchange.getResponseBody().write(json);
                return;
            }
            HttpResponse<byte[]> answer = client.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
            if (lost.test(text)) {
                cutOff = true;
                return;
            }
            answer.headers().firstValue("content-type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("content-type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        var request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static String text(HttpExchange exchange, byte[] body) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return zipped
                ? new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), UTF_8)
                : new String(body, UTF_8);
    }

    /** What it kept to itself goes no further: the server behind would work on it at any later time. */
    @Override
    public void close() {
        cutOff = true;
        silence.countDown();
        server.stop(0);
    }
}
