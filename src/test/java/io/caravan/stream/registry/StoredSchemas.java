package io.caravan.stream.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * A registry in memory, which answers the calls that are made as Confluent's does, errors included. Held against a real one by
 * {@link SchemaRegistryContractTest}.
 */
public final class StoredSchemas implements AutoCloseable {
    private static final Set<String> LEVELS = Set.of("NONE", "BACKWARD_TRANSITIVE", "FULL_TRANSITIVE");

    private final HttpServer server;
    private final ObjectMapper json = new ObjectMapper();
    /** By their id, which begins at 1. */
    private final List<Schema> schemas = new ArrayList<>();

    private final Map<String, List<Schema>> subjects = new HashMap<>();
    private final Map<String, String> levels = new HashMap<>();

    private record Answer(int status, Object body) {
        static Answer refusal(int status, int code, String message) {
            return new Answer(status, Map.of("error_code", code, "message", message));
        }
    }

    private StoredSchemas(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    /** Starts an empty one. */
    public static StoredSchemas start() {
        try {
            return new StoredSchemas(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what the paths of the API are put on. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getRawPath().substring(1).split("/");
        for (int i = 0; i < path.length; i++) {
            path[i] = URLDecoder.decode(path[i], UTF_8);
        }
        JsonNode body = json.readTree(exchange.getRequestBody());
        Answer answer = answer(exchange.getRequestMethod() + " " + path[0] + " " + path.length, path, body);
        byte[] bytes = json.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Answer answer(String call, String[] path, JsonNode body) {
        return switch (call) {
            case "GET config 1" -> new Answer(200, Map.of("compatibilityLevel", "NONE"));
            case "GET config 2" ->
                levels.containsKey(path[1])
                        ? new Answer(200, Map.of("compatibilityLevel", levels.get(path[1])))
                        : Answer.refusal(404, 40408, "Subject '" + path[1] + "' does not have its own configuration");
            case "PUT config 2" -> level(path[1], body.path("compatibility").asText());
            case "GET schemas 3" -> byId(Integer.parseInt(path[2]));
            case "POST subjects 2" -> find(path[1], body);
            case "POST subjects 3" -> register(path[1], body);
            case "GET subjects 3" ->
                subjects.containsKey(path[1])
                        ? new Answer(
                                200,
                                IntStream.rangeClosed(1, subjects.get(path[1]).size())
                                        .toArray())
                        : Answer.refusal(404, 40401, "Subject '" + path[1] + "' not found.");
            case "GET subjects 4" -> version(path[1], Integer.parseInt(path[3]));
            default -> Answer.refusal(404, 404, "HTTP 404 Not Found");
        };
    }

    private Answer level(String subject, String level) {
        if (!LEVELS.contains(level)) {
            return Answer.refusal(422, 42203, "Invalid compatibility level");
        }
        levels.put(subject, level);
        return new Answer(200, Map.of("compatibility", level));
    }

    private Answer byId(int id) {
        return id < 1 || id > schemas.size()
                ? Answer.refusal(404, 40403, "Schema " + id + " not found")
                : new Answer(200, Map.of("schema", schemas.get(id - 1).toString()));
    }

    private Answer find(String subject, JsonNode body) {
        if (!subjects.containsKey(subject)) {
            return Answer.refusal(404, 40401, "Subject '" + subject + "' not found.");
        }
        int at = subjects.get(subject).indexOf(parse(body));
        return at < 0 ? Answer.refusal(404, 40403, "Schema not found") : version(subject, at + 1);
    }

    private Answer version(String subject, int version) {
        List<Schema> standing = subjects.getOrDefault(subject, List.of());
        if (version > standing.size()) {
            return Answer.refusal(404, 40402, "Version " + version + " not found.");
        }
        Schema schema = standing.get(version - 1);
        return new Answer(
                200, Map.of("subject", subject, "version", version, "id", id(schema), "schema", schema.toString()));
    }

    private Answer register(String subject, JsonNode body) {
        Schema schema = parse(body);
        if (schema == null) {
            return Answer.refusal(422, 42201, "Invalid schema");
        }
        List<Schema> standing = subjects.getOrDefault(subject, new ArrayList<>());
        if (!standing.contains(schema)) {
            String level = levels.getOrDefault(subject, "NONE");
            if (standing.stream().anyMatch(before -> !isCompatible(level, before, schema))) {
                return Answer.refusal(409, 409, "Schema being registered is incompatible with an earlier schema");
            }
            standing.add(schema);
            subjects.put(subject, standing);
        }
        return new Answer(200, Map.of("id", id(schema)));
    }

    private static boolean isCompatible(String level, Schema before, Schema schema) {
        return level.equals("NONE")
                || (isReadable(before, schema) && (level.startsWith("BACKWARD") || isReadable(schema, before)));
    }

    private static boolean isReadable(Schema writer, Schema reader) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType()
                .equals(SchemaCompatibilityType.COMPATIBLE);
    }

    private int id(Schema schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    private static Schema parse(JsonNode body) {
        try {
            return new Schema.Parser().parse(body.path("schema").asText());
        } catch (AvroRuntimeException e) {
            return null;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
