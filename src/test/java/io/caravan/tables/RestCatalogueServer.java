package io.caravan.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.ErrorResponse;

/**
 * Iceberg's REST catalogue, as far as Caravan asks it: Iceberg's own handlers over a file of SQLite, for whoever shows the token that
 * {@link #CREDENTIAL} is good for. See <a href="https://iceberg.apache.org/rest-catalog-spec/">the protocol</a>.
 */
final class RestCatalogueServer implements AutoCloseable {
    static final String CREDENTIAL = "caravan:rest-secret";

    private static final String TOKEN = "good-for-an-hour";
    private static final Map<String, Object> GRANTED =
            Map.of("access_token", TOKEN, "token_type", "bearer", "expires_in", 3600);

    private final JdbcCatalog catalog;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;
    private final ObjectMapper json = new ObjectMapper();

    /** Starts it over the lake in a test application's folder. */
    RestCatalogueServer(Path folder) throws IOException {
        var files = TablesOnDisk.io(folder);
        catalog = new JdbcCatalog(properties -> files, CatalogueConnections::new, true);
        catalog.initialize(
                "server",
                Map.of(
                        "uri", "jdbc:sqlite:" + folder.resolve("tables.sqlite"),
                        "warehouse", "s3://lake/lake/",
                        "jdbc.schema-version", "V1",
                        "jdbc.busy_timeout", "10000"));
        json.setVisibility(PropertyAccessor.FIELD, Visibility.ANY);
        json.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        json.setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);
        RESTSerializers.registerAll(json);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns its address, which has a path. */
    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/catalogue";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().getPath().replaceFirst("^/catalogue/v1", "");
            byte[] body = exchange.getRequestBody().readAllBytes();
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            try {
                if (asked.equals("POST /oauth/tokens")) {
                    boolean isKnown = new String(body, UTF_8).contains("client_secret=rest-secret");
                    send(exchange, isKnown ? 200 : 401, isKnown ? GRANTED : Map.of("error", "invalid_client"));
                } else if (!("Bearer " + TOKEN).equals(token)) {
                    send(exchange, 401, error(401, new IllegalStateException("No token")));
                } else {
                    send(exchange, 200, handled(asked, body));
                }
            } catch (NoSuchTableException | NoSuchNamespaceException e) {
                send(exchange, 404, error(404, e));
            } catch (AlreadyExistsException | CommitFailedException e) {
                send(exchange, 409, error(409, e));
            } catch (RuntimeException e) {
                send(exchange, 500, error(500, e));
            }
        }
    }

    private Object handled(String asked, byte[] body) throws IOException {
        String[] parts = asked.split("/", -1);
        Namespace namespace = parts.length > 2 ? Namespace.of(parts[2]) : null;
        TableIdentifier table = parts.length > 4 ? TableIdentifier.of(namespace, parts[4]) : null;
        return switch (asked.replaceFirst("/namespaces/[^/]+", "/namespaces/n")
                .replaceFirst("/tables/[^/]+", "/tables/t")) {
            case "GET /config" -> ConfigResponse.builder().build();
            case "POST /namespaces" ->
                CatalogHandlers.createNamespace(catalog, json.readValue(body, CreateNamespaceRequest.class));
            case "GET /namespaces/n" -> CatalogHandlers.loadNamespace(catalog, namespace);
            case "POST /namespaces/n/register" ->
                CatalogHandlers.registerTable(catalog, namespace, json.readValue(body, RegisterTableRequest.class));
            case "GET /namespaces/n/tables/t" -> CatalogHandlers.loadTable(catalog, table, SnapshotMode.ALL);
            case "POST /namespaces/n/tables/t" ->
                CatalogHandlers.updateTable(catalog, table, json.readValue(body, UpdateTableRequest.class));
            case "POST /namespaces/n/tables/t/metrics" -> Map.of();
            default -> throw new IllegalArgumentException("Nobody asked this so far: " + asked);
        };
    }

    private void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] bytes = json.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static ErrorResponse error(int status, Exception e) {
        return ErrorResponse.builder()
                .responseCode(status)
                .withType(e.getClass().getSimpleName())
                .withMessage(String.valueOf(e.getMessage()))
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        catalog.close();
    }
}
