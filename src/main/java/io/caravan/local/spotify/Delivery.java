package io.caravan.local.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** Carries requests in and answers out, as late and as incomplete as they ask for. */
final class Delivery {
    /** Longer than any client waits; closing the simulator ends it. */
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private static final Duration DRIP = Duration.ofMillis(20);

    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

    private Delivery() {}

    /** Returns a handler that sends what a function answers, and 500 where the function throws. */
    static HttpHandler handler(Function<Request, Answer> answers) {
        return exchange -> {
            try (exchange) {
                Request request = Request.of(exchange);
                send(exchange, answerOr500(answers, request));
            }
        };
    }

    private static Answer answerOr500(Function<Request, Answer> answers, Request request) {
        try {
            return answers.apply(request);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The Spotify simulator failed on " + request.path(), e);
            return Answer.error(500, "The simulator failed: " + e);
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (!waited(answer.delay()) || answer.delivery() == Answer.Delivery.NONE) {
            return;
        }
        byte[] body = body(answer);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (answer.delivery() == Answer.Delivery.GZIPPED) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        if (answer.delivery() == Answer.Delivery.DRIPPING) {
            drip(exchange, answer.status(), body);
            return;
        }
        // For this server 0 means a body of unknown length and -1 none.
        long length = answer.delivery() == Answer.Delivery.CHUNKED ? 0 : body.length == 0 ? -1 : body.length;
        exchange.sendResponseHeaders(answer.status(), length);
        boolean cut = answer.delivery() == Answer.Delivery.TRUNCATED || answer.delivery() == Answer.Delivery.STALLED;
        exchange.getResponseBody().write(body, 0, cut ? body.length / 2 : body.length);
        exchange.getResponseBody().flush();
        if (answer.delivery() == Answer.Delivery.STALLED) {
            waited(FOR_EVER);
        }
    }

    /** Ends when the client hangs up, which the write tells, or the simulator is closed. */
    private static void drip(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length + FOR_EVER.toMillis());
        exchange.getResponseBody().write(body, 0, body.length / 2);
        do {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
        } while (waited(DRIP));
    }

    private static byte[] body(Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(UTF_8);
        if (answer.delivery() != Answer.Delivery.GZIPPED) {
            return body;
        }
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(body);
        }
        return zipped.toByteArray();
    }

    /** Returns false where the simulator was closed meanwhile. */
    private static boolean waited(Duration delay) {
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
