package io.caravan.stream.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * The calls of <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">Confluent's REST API</a> that are
 * made. Each throws an {@link UnavailableException} where the registry is away, and a {@link ConfigurationException} where it refuses.
 */
final class RegistryClient {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    /** That something is not there has a code of five digits; that nobody serves this path has none, or the status itself. */
    private static final int LEAST_NOT_THERE = 40400;

    private final URI url;
    private final String authorization;
    private final Duration timeout;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Creates the way to a registry.
     *
     * @param url what the paths of the API are put on
     * @param user empty where the registry asks for none
     * @param timeout how long an answer may take, to its last byte
     */
    RegistryClient(URI url, String user, String password, Duration timeout) {
        this.url = url;
        this.authorization = user.isEmpty()
                ? ""
                : "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** Returns how a schema stands under a subject, null where it does not. */
    RegisteredSchema find(String subject, Schema schema) {
        JsonNode answer = post("/subjects/" + encoded(subject), schema);
        return answer.isMissingNode()
                ? null
                : new RegisteredSchema(subject, number(answer, "version"), number(answer, "id"));
    }

    /** Registers a schema where it does not stand there yet, and returns its id. */
    int register(String subject, Schema schema) {
        return number(post("/subjects/" + encoded(subject) + "/versions", schema), "id");
    }

    /** Returns the versions that stand under a subject. */
    List<Integer> versions(String subject) {
        var versions = new ArrayList<Integer>();
        get("/subjects/" + encoded(subject) + "/versions").forEach(version -> versions.add(version.asInt()));
        return versions;
    }

    /** Returns the schema of a version; null where it is none of Avro's. */
    Schema version(String subject, int version) {
        return schema(get("/subjects/" + encoded(subject) + "/versions/" + version));
    }

    /** Returns the schema of an id; null where there is none, or none of Avro's that stands by itself. */
    Schema byId(int id) {
        return schema(get("/schemas/ids/" + id));
    }

    /** Returns what the registry takes as compatible in a subject, {@code BACKWARD} say. */
    String level(String subject) {
        JsonNode own = get("/config/" + encoded(subject));
        return (own.isMissingNode() ? get("/config") : own)
                .path("compatibilityLevel")
                .asText();
    }

    void setLevel(String subject, String level) {
        send("PUT", "/config/" + encoded(subject), Map.of("compatibility", level));
    }

    boolean hasAddress() {
        return url.getHost() != null;
    }

    private JsonNode get(String path) {
        return send("GET", path, null);
    }

    private JsonNode post(String path, Schema schema) {
        return send("POST", path, Map.of("schema", schema.toString()));
    }

    /** Returns the answer, a missing node where what the path names is not there. */
    private JsonNode send(String method, String path, Map<String, String> body) {
        if (!hasAddress()) {
            throw new ConfigurationException(
                    "stream.registry-url has no value, and schemas are asked for; give it the address of the registry");
        }
        HttpResponse<String> answer = exchange(HttpRequest.newBuilder(URI.create(url + path)), method, body);
        int status = answer.statusCode();
        JsonNode tree = tree(answer.body());
        if (status == 200 && tree.isContainerNode()) {
            return tree;
        }
        if (status == 404 && tree.path("error_code").asInt() >= LEAST_NOT_THERE) {
            return MissingNode.getInstance();
        }
        String said = "The registry at %s answers %s %s with status %d%s"
                .formatted(url, method, path, status, words(tree, answer.body()));
        if (status == 408 || status == 429 || status >= 500) {
            throw new UnavailableException(said, null);
        }
        throw new ConfigurationException(said + "; " + remedy(status));
    }

    private static String remedy(int status) {
        return switch (status) {
            case 401 -> "check stream.registry-user and stream.registry-password";
            case 403 -> "give stream.registry-user the right to read and write these subjects";
            case 409 ->
                "it takes the schema for incompatible with one that stands there, by a rule stricter than ours: register it by hand,"
                        + " or change the rule";
            case 422 -> "it does not take this for a schema or a rule; the command \"schemas show\" prints the schemas";
            default ->
                "check stream.registry-url: it names where Confluent's API begins, which is /apis/ccompat/v7 at Apicurio";
        };
    }

    /** The timeout that a request itself can have ends with the head of the answer, and the body may stall as well. */
    private HttpResponse<String> exchange(HttpRequest.Builder request, String method, Map<String, String> body) {
        request.header("Accept", MEDIA_TYPE).header("Content-Type", MEDIA_TYPE).method(method, publisher(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request.build(), BodyHandlers.ofString());
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new UnavailableException(
                    "The registry at " + url + " did not answer within " + timeout.toMillis() + " ms",
                    e,
                    Outcome.PARKED);
        } catch (ExecutionException e) {
            throw new UnavailableException(
                    "The registry at " + url + " cannot be reached; see stream.registry-url, and that it runs",
                    e.getCause(),
                    Outcome.PARKED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while asking the registry at " + url, e);
        } finally {
            answer.cancel(true);
        }
    }

    private BodyPublisher publisher(Map<String, String> body) {
        try {
            return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** A parser that is lenient with what others wrote: names and defaults do not hinder reading. */
    private static Schema schema(JsonNode answer) {
        if (!answer.path("schemaType").asText("AVRO").equals("AVRO")) {
            return null;
        }
        try {
            return answer.has("schema")
                    ? new Schema.Parser(NameValidator.NO_VALIDATION)
                            .setValidateDefaults(false)
                            .parse(answer.get("schema").asText())
                    : null;
        } catch (AvroRuntimeException e) {
            return null;
        }
    }

    private int number(JsonNode answer, String name) {
        if (!answer.path(name).isInt()) {
            throw new ConfigurationException(
                    "The registry at %s answers without %s; %s".formatted(url, name, remedy(200)));
        }
        return answer.get(name).asInt();
    }

    private static String words(JsonNode tree, String text) {
        String said = tree.has("message") ? tree.get("message").asText() : text.isBlank() ? "" : text;
        String plain = said.strip().replaceAll("\\p{Cntrl}+", " ");
        return plain.isEmpty() ? "" : " (" + (plain.length() > 300 ? plain.substring(0, 300) + " …" : plain) + ")";
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }
}
