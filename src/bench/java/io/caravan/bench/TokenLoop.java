package io.caravan.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** The floor: Jackson makes every token of some raw objects, and nothing is done with it. */
final class TokenLoop {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long SECOND = 1_000_000_000L;

    private TokenLoop() {}

    static int tokens(byte[] bytes) throws IOException {
        int tokens = 0;
        try (JsonParser parser = JSON.createParser(new ByteArrayInputStream(bytes))) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    /** Returns bytes a second of so many threads together, each of which reads a file again and again for a second. */
    static double rate(List<Path> raw, int threads) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Double>> loops = raw.subList(0, threads).stream()
                    .<Callable<Double>>map(file -> () -> rate(Files.readAllBytes(file)))
                    .toList();
            double sum = 0;
            for (var loop : pool.invokeAll(loops)) {
                sum += loop.get();
            }
            return sum;
        } finally {
            pool.shutdown();
        }
    }

    private static double rate(byte[] bytes) throws IOException {
        long start = System.nanoTime();
        long read = 0;
        long passed = 0;
        while (passed < SECOND) {
            tokens(bytes);
            read += bytes.length;
            passed = System.nanoTime() - start;
        }
        return read * 1e9 / passed;
    }
}
