package io.caravan.lake;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 client whose process dies right after one of its writes, or right before. */
final class DyingClient {
    /** What a killed process looks like from inside a test. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final Set<String> WRITES = Set.of("putObject", "copyObject", "deleteObject");

    private final S3Client alive;
    private final int lastWrite;
    private int writes;

    private DyingClient(S3Client alive, int lastWrite) {
        this.alive = alive;
        this.lastWrite = lastWrite;
    }

    /** Lets so many writes through; the next one is the process's death, before it reaches the server. */
    static S3Client after(int writes, S3Client alive) {
        var dying = new DyingClient(alive, writes);
        return (S3Client) Proxy.newProxyInstance(
                DyingClient.class.getClassLoader(),
                new Class<?>[] {S3Client.class},
                (proxy, method, arguments) -> dying.call(method, arguments));
    }

    private Object call(java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        if (WRITES.contains(method.getName()) && ++writes > lastWrite) {
            throw new Killed();
        }
        try {
            return method.invoke(alive, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
