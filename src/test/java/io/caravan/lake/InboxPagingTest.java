package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumer of the inbox on a server that cuts its listings and does not say where they go on. */
class InboxPagingTest {
    private static final String INBOX = "raw_data/to_processed/";
    private static final String MARKER = INBOX;
    private static final String FAILING = INBOX + "0000.json";
    /** Names that are more than names to whoever reads them carelessly. */
    private static final List<String> HOSTILE = Stream.of(
                    "../../etc/passwd.json",
                    "${exchangeId}.json",
                    "$simple{sys.user.home}.json",
                    "'); drop table tbl_songs; --.json",
                    "new\nline.json",
                    "k".repeat(1_000) + ".json")
            .map(INBOX::concat)
            .toList();

    private static final Set<String> GOOD =
            IntStream.range(0, 1001).mapToObj((INBOX + "%04d.json")::formatted).collect(Collectors.toSet());
    private static final NavigableSet<String> KEYS = Stream.of(GOOD, HOSTILE, List.of(MARKER))
            .flatMap(Collection::stream)
            .collect(Collectors.toCollection(TreeSet::new));

    private static final String COPIED =
            "<CopyObjectResult><LastModified>2026-11-21T06:00:00.000Z</LastModified><ETag>\"e\"</ETag></CopyObjectResult>";

    @TempDir
    Path folder;

    private final NavigableSet<String> keys = new ConcurrentSkipListSet<>(KEYS);
    private final Set<String> worked = ConcurrentHashMap.newKeySet();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private final List<String> openedUnasked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        // Without it every answer with a body takes 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/lake", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /**
     * An object is there in the listing, and gone when the transform opens it: another replica had it. One can never be read,
     * and the hostile ones hold nothing that is a playlist.
     */
    private void answer(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestURI().getPath().replaceFirst("(?s)^/lake/?", "");
        switch (exchange.getRequestMethod()) {
            case "HEAD" -> head(exchange);
            case "PUT" -> {
                written.add(key);
                answer(exchange, 200, COPIED);
            }
            case "DELETE" -> {
                deleted.add(key);
                keys.remove(key);
                answer(exchange, 204, "");
            }
            default -> {
                if (key.isEmpty()) {
                    answer(exchange, 200, listing(query(exchange.getRequestURI())));
                    return;
                }
                if (!exchange.getRequestHeaders().containsKey("If-Match")) {
                    openedUnasked.add(key);
                }
                if (HOSTILE.contains(key)) {
                    answer(exchange, 200, "{}");
                } else if (key.equals(FAILING)) {
                    answer(exchange, 403, "<Error><Code>AccessDenied</Code><Message>No</Message></Error>");
                } else {
                    worked.add(key);
                    answer(exchange, 404, "<Error><Code>NoSuchKey</Code><Message>It is gone</Message></Error>");
                }
            }
        }
    }

    private static void head(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Length", "2");
        answer(exchange, 200, "");
    }

    private String listing(Map<String, String> query) {
        List<String> rest = keys.tailSet(query.getOrDefault("marker", ""), false).stream()
                .filter(key -> key.startsWith(query.get("prefix")))
                .toList();
        List<String> page = rest.subList(0, Math.min(rest.size(), Integer.parseInt(query.get("max-keys"))));
        return "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>lake</Name><Prefix>"
                + query.get("prefix") + "</Prefix><EncodingType>url</EncodingType><IsTruncated>"
                + (page.size() < rest.size()) + "</IsTruncated>"
                + page.stream()
                        .map(key -> "<Contents><Key>" + URLEncoder.encode(key, UTF_8)
                                + "</Key><LastModified>2026-11-21T06:00:00.000Z</LastModified><ETag>\"e\"</ETag><Size>2"
                                + "</Size><StorageClass>STANDARD</StorageClass></Contents>")
                        .collect(Collectors.joining())
                + "</ListBucketResult>";
    }

    private static Map<String, String> query(URI uri) {
        return Stream.of(uri.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().add("ETag", "\"e\"");
            exchange.getResponseHeaders().add("Last-Modified", "Sat, 21 Nov 2026 06:00:00 GMT");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void in2EveryObjectOfMoreThanAThousandIsReachedPastAMarkerAFailingHeadAndHostileKeys() {
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        Catalogue playlists = Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21));
        Set<String> readable = new TreeSet<>(GOOD);
        readable.remove(FAILING);
        try (var app = TestApplication.start(folder, playlists, Map.of("lake.endpoint", endpoint))) {
            await().untilAsserted(() -> {
                assertThat(worked).containsAll(readable);
                assertThat(deleted).containsExactlyInAnyOrderElementsOf(HOSTILE);
            });
        }
        assertThat(worked).as("nothing but them").isEqualTo(readable);
        assertThat(openedUnasked)
                .as("hostile ones are hashed once for their dead letter; the poll opens none")
                .doesNotContainAnyElementsOf(GOOD);
        assertThat(keys).contains(MARKER, FAILING).doesNotContainAnyElementsOf(HOSTILE);
        assertThat(written)
                .as("a dead letter and its reason for each, under names of our own")
                .hasSize(2 * HOSTILE.size())
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches(
                        "dead_letter/transform-snapshots/[0-9a-f]{12}/[A-Za-z0-9_.=-]{1,100}(\\.error\\.json)?"));
    }
}
