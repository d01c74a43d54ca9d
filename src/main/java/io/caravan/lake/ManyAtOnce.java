package io.caravan.lake;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Small calls to S3, several at a time: each of them mostly waits. */
public final class ManyAtOnce {
    private static final int THREADS = 16;

    private ManyAtOnce() {}

    /** Returns the answers in the order of the items; throws what the first failing call threw, once all have ended. */
    public static <T, R> List<R> map(List<T> items, Function<T, R> call) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(THREADS, items.size())));
        try {
            var calls = items.stream()
                    .map(item -> CompletableFuture.supplyAsync(() -> call.apply(item), threads))
                    .toList();
            CompletableFuture.allOf(calls.toArray(CompletableFuture<?>[]::new))
                    .exceptionally(failure -> null)
                    .join();
            return calls.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        } finally {
            threads.shutdown();
        }
    }
}
