package io.caravan.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a {@link TcpProxy} does to the bytes that flow in one direction of a connection. Names and meanings are those of <a
 * href="https://github.com/Shopify/toxiproxy#toxics">Toxiproxy</a>, but for the last three, which know HTTP.
 */
public sealed interface Toxic {

    /**
     * Lets bytes pass, or not.
     *
     * @param flow the connection and what is behind this toxic
     */
    void pass(byte[] bytes, Flow flow) throws IOException, InterruptedException;

    /** Every piece is late, by up to so much more at random. */
    record Latency(Duration latency, Duration jitter) implements Toxic {
        @Override
        public void pass(byte[] bytes, Flow flow) throws IOException, InterruptedException {
            Thread.sleep(latency.toMillis()
                    + Math.round(jitter.toMillis() * flow.random().nextDouble()));
            flow.next(bytes);
        }
    }

    /** Nothing comes through, and after a time the connection is closed; zero leaves it open until the poison is taken out. */
    record Timeout(Duration timeout) implements Toxic {
        @Override
        public void pass(byte[] bytes, Flow flow) throws IOException, InterruptedException {
            if (timeout.isZero()) {
                flow.awaitCure();
                flow.next(bytes);
            } else {
                Thread.sleep(timeout.toMillis());
                flow.close();
            }
        }
    }

    /** After a time the connection is reset, as by a server that died. */
    record ResetPeer(Duration timeout) implements Toxic {
        @Override
        public void pass(byte[] bytes, Flow flow) throws IOException, InterruptedException {
            Thread.sleep(timeout.toMillis());
            flow.reset();
        }
    }

    /** Bytes come in slices, of about a size, each later than the one before. */
    record Slicer(int averageSize, int sizeVariation, Duration delay) implements Toxic {
        @Override
        public void pass(byte[] bytes, Flow flow) throws IOException, InterruptedException {
            for (int start = 0; start < bytes.length; ) {
                int size = averageSize + flow.random().nextInt(2 * sizeVariation + 1) - sizeVariation;
                int end = Math.min(bytes.length, start + Math.max(1, size));
                flow.next(Arrays.copyOfRange(bytes, start, end));
                Thread.sleep(delay.toMillis());
                start = end;
            }
        }
    }

    /** The connection is closed once so many bytes have passed it. */
    record LimitData(long bytes) implements Toxic {
        @Override
        public void pass(byte[] piece, Flow flow) throws IOException, InterruptedException {
            long left = bytes - flow.passed();
            if (piece.length < left) {
                flow.next(piece);
            } else {
                flow.next(Arrays.copyOf(piece, (int) Math.max(0, left)));
                flow.close();
            }
        }
    }

    /** So many thousand bytes a second. */
    record Bandwidth(int kilobytesPerSecond) implements Toxic {
        @Override
        public void pass(byte[] bytes, Flow flow) throws IOException, InterruptedException {
            Thread.sleep(bytes.length / Math.max(1, kilobytesPerSecond));
            flow.next(bytes);
        }
    }

    /**
     * Upstream: a request whose head begins with a text never arrives; it is answered with a status, and the connection ends.
     *
     * @param request such as {@code PUT /lake/raw_data}
     * @param times how many requests are refused; counted down
     * @param status such as {@code 503 Slow Down}
     */
    record Refusal(String request, AtomicInteger times, String status, String body) implements Toxic {
        @Override
        public void pass(byte[] bytes, Flow flow) throws IOException, InterruptedException {
            if (flow.swallowing()) {
                return;
            }
            if (!text(bytes).startsWith(request) || times.getAndDecrement() <= 0) {
                flow.next(bytes);
            } else {
                flow.swallow();
                flow.answer(("HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\nContent-Length: "
                                + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    /**
     * Downstream: the answer to a request that did all it was to do says that it failed.
     *
     * @param request as the head of the request begins
     * @param times how many answers are lost; counted down
     * @param status such as {@code 500 Internal Server Error}
     */
    record LostSuccess(String request, AtomicInteger times, String status) implements Toxic {
        private static final String SUCCESS = "HTTP/1.1 200 ";

        @Override
        public void pass(byte[] bytes, Flow flow) throws IOException, InterruptedException {
            String answer = text(bytes);
            if (answer.startsWith(SUCCESS) && flow.lastRequest().startsWith(request) && times.getAndDecrement() > 0) {
                String rest = answer.substring(answer.indexOf("\r\n"));
                flow.next(("HTTP/1.1 " + status + rest).getBytes(StandardCharsets.ISO_8859_1));
            } else {
                flow.next(bytes);
            }
        }
    }

    /**
     * A request whose head begins with a text is the death of who sends it: upstream it never arrives, downstream its answer never does.
     *
     * @param request such as {@code DELETE /lake/raw_data}
     * @param others how many such requests come through before it; counted down
     */
    record Death(String request, AtomicInteger others, Runnable of) implements Toxic {
        private static final String ANSWER = "HTTP/1.1 2";

        @Override
        public void pass(byte[] bytes, Flow flow) throws IOException, InterruptedException {
            String text = text(bytes);
            String head = text.startsWith(ANSWER) ? flow.lastRequest() : text;
            if (!flow.swallowing() && head.startsWith(request) && others.getAndDecrement() == 0) {
                flow.swallow();
                of.run();
            }
            if (!flow.swallowing()) {
                flow.next(bytes);
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
