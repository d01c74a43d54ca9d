package io.caravan.stream.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.caravan.failure.CaravanException;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.UnavailableException;
import io.caravan.stream.RecordType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that is away, refuses, or is none. */
class RegistryRefusalsTest {
    private static final String PASSWORD = "pass:wörd";

    private final List<String> requests = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String body = "{}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(int newStatus, String newBody) {
        status = newStatus;
        body = newBody;
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private SchemaRegistry registry() {
        return new SchemaRegistry(url(), "caravan", PASSWORD);
    }

    private CaravanException failure() {
        return (CaravanException) catchThrowable(() -> registry().idOf(RecordType.ENTRY));
    }

    @ParameterizedTest
    @CsvSource({
        "401,check stream.registry-user and stream.registry-password",
        "403,give stream.registry-user the right to read and write these subjects",
        "409,a rule stricter than ours",
        "422,it does not take this for a schema",
        "302,check stream.registry-url",
        "400,check stream.registry-url",
        "404,check stream.registry-url"
    })
    void aRefusalIsToldWithItsCauseAndTheRemedy(int refusal, String remedy) {
        answer(refusal, "{\"error_code\":" + refusal + ",\"message\":\"because\\nof that\"}");

        assertThat(failure())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "The registry at " + url() + " answers POST /subjects/io.caravan.spotify.Entry with status "
                                + refusal + " (because of that); ")
                .hasMessageContaining(remedy)
                .hasMessageNotContaining(PASSWORD);
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429, 408})
    void aRegistryThatCannotAnswerNowIsAway(int failure) {
        answer(failure, "<html>Bad Gateway</html>");

        assertThat(failure())
                .isInstanceOf(UnavailableException.class)
                .hasMessageEndingWith("with status " + failure + " (<html>Bad Gateway</html>)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>Welcome</html>",
                "",
                "\"text\"",
                "{}",
                "{\"id\":\"seven\"}",
                "{\"id\":4000000000,\"version\":1}"
            })
    void whatAnswersOtherwiseIsNoRegistry(String text) {
        answer(200, text);

        assertThat(failure())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("check stream.registry-url");
    }

    @Test
    void aRegistryThatIsNotThereIsAway() {
        server.stop(0);

        assertThat(failure())
                .isInstanceOf(UnavailableException.class)
                .hasMessage(
                        "The registry at " + url() + " cannot be reached; see stream.registry-url, and that it runs");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRegistryThatStallsIsGivenUp(boolean head) {
        var given = new CountDownLatch(1);
        server.removeContext("/");
        server.createContext("/", exchange -> {
            if (head) {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            try {
                given.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        var registry = new SchemaRegistry(url(), "", "", Duration.ofMillis(300));

        assertThatThrownBy(() -> registry.byId(1))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("The registry at " + url() + " did not answer within 300 ms");
        given.countDown();
    }

    @Test
    void theUserIsToldToTheRegistryAndNobodyWhereThereIsNone() {
        answer(200, "{\"schema\":\"\\\"string\\\"\"}");

        registry().byId(1);
        new SchemaRegistry(url(), "", "").byId(1);

        // Base64 of caravan:pass:wörd in UTF-8, by base64(1).
        assertThat(authorizations).containsExactly("Basic Y2FyYXZhbjpwYXNzOnfDtnJk", null);
    }

    @Test
    void whatIsKnownIsNotAskedForAgain() {
        SchemaRegistry registry = registry();
        answer(200, "{\"schema\":\"\\\"string\\\"\"}");
        assertThat(registry.byId(7)).isEqualTo(Schema.create(Schema.Type.STRING));
        assertThat(registry.byId(7)).isEqualTo(Schema.create(Schema.Type.STRING));
        answer(200, "{\"subject\":\"io.caravan.spotify.End\",\"version\":3,\"id\":9,\"schema\":\"\"}");
        assertThat(registry.idOf(RecordType.END)).isEqualTo(9);
        assertThat(registry.idOf(RecordType.END)).isEqualTo(9);

        assertThat(requests).containsExactly("GET /schemas/ids/7", "POST /subjects/io.caravan.spotify.End");
    }

    @Test
    void whatIsNotKnownYetIsAskedForAgain() {
        SchemaRegistry registry = registry();
        answer(404, "{\"error_code\":40403,\"message\":\"Schema 7 not found\"}");
        assertThat(registry.byId(7)).isNull();
        answer(503, "");
        assertThatThrownBy(() -> registry.byId(7)).isInstanceOf(UnavailableException.class);
        answer(200, "{\"schema\":\"\\\"string\\\"\"}");

        assertThat(registry.byId(7)).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = \\\"proto3\\\";\"}",
                "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}",
                "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[{\\\"name\\\":\\\"f\\\",\\\"type\\\":\\\"Elsewhere\\\"}]}\"}"
            })
    void aSchemaThatIsNoneOfAvrosOrRefersToOthersIsNone(String answer) {
        answer(200, answer);

        assertThat(registry().byId(7)).isNull();
    }

    /** Apicurio refuses the second of two that set what it takes as compatible. */
    @ParameterizedTest
    @CsvSource({"BACKWARD_TRANSITIVE,true", "NONE,false"})
    void whoComesSecondWithTheRuleIsContentWhereItIsSetNow(String level, boolean isRegistered) {
        var asked = new ArrayList<String>();
        server.removeContext("/");
        server.createContext("/", exchange -> {
            String call = exchange.getRequestMethod()
                    + exchange.getRequestURI()
                            .getPath()
                            .replaceAll("/subjects/[^/]+", "")
                            .replaceAll("/config/.*", "/config");
            asked.add(call);
            boolean isFirst = asked.indexOf(call) == asked.size() - 1;
            String answer =
                    switch (call) {
                        case "PUT/config" -> "{\"error_code\":409,\"message\":\"A rule exists\"}";
                        case "GET/config" -> "{\"compatibilityLevel\":\"" + (isFirst ? "NONE" : level) + "\"}";
                        case "GET/versions" -> "[]";
                        case "POST/versions" -> "{\"id\":5}";
                        default -> isFirst ? "{\"error_code\":40401}" : "{\"id\":5,\"version\":1}";
                    };
            int code = answer.contains("40401") ? 404 : answer.contains("409") ? 409 : 200;
            exchange.sendResponseHeaders(code, answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
            exchange.close();
        });

        if (isRegistered) {
            assertThat(registry().idOf(RecordType.END)).isEqualTo(5);
        } else {
            assertThat(failure()).isInstanceOf(ConfigurationException.class).hasMessageContaining("A rule exists");
            assertThat(asked).doesNotContain("POST/versions");
        }
    }

    @Test
    void withoutAnAddressTheSettingIsNamed() {
        assertThatThrownBy(() -> new SchemaRegistry("", "", "").idOf(RecordType.ENTRY))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("stream.registry-url has no value");
    }

    @Test
    void aSubjectThatHoldsAnotherKindOfSchemaIsNotTaken() {
        server.removeContext("/");
        server.createContext("/", exchange -> {
            boolean asksForAll = exchange.getRequestURI().getPath().endsWith("/versions");
            boolean asksForOurs = exchange.getRequestMethod().equals("POST");
            byte[] bytes = (asksForOurs
                            ? "{\"error_code\":40403}"
                            : asksForAll ? "[4]" : "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(asksForOurs ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });

        assertThat(failure())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("version 4: Entry was no schema of Avro that stands by itself")
                .hasMessageContaining("somebody else uses the subject");
    }
}
