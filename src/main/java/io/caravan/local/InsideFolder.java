package io.caravan.local;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;

/**
 * Keeps a store within its folder. It refuses {@code ..} by itself but follows symbolic links, of which S3 knows nothing: a key
 * that leads over one is refused, whatever is asked of it.
 */
final class InsideFolder implements InvocationHandler {
    /** How the bucket and the key are called in the store's requests. */
    private static final List<List<String>> NAMES = List.of(
            List.of("Bucket", "Key"),
            List.of("Bucket", "Prefix"),
            List.of("DestinationBucket", "DestinationKey"),
            List.of("SourceBucket", "SourceKey"));

    private final BlobStore store;
    private final Path folder;

    private InsideFolder(BlobStore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    static BlobStore of(BlobStore store, Path folder) {
        return (BlobStore) Proxy.newProxyInstance(
                InsideFolder.class.getClassLoader(), new Class<?>[] {BlobStore.class}, new InsideFolder(store, folder));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (arguments != null) {
            if (arguments.length > 1 && arguments[0] instanceof String bucket && arguments[1] instanceof String key) {
                check(bucket, key);
            }
            for (Object argument : arguments) {
                if (argument instanceof SdkRequest request) {
                    check(request);
                }
            }
        }
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void check(SdkRequest request) {
        for (List<String> names : NAMES) {
            String bucket = request.getValueForField(names.get(0), String.class).orElse(null);
            if (bucket != null) {
                check(
                        bucket,
                        request.getValueForField(names.get(1), String.class).orElse(""));
            }
        }
        if (request instanceof DeleteObjectsRequest many) {
            many.delete().objects().forEach(object -> check(many.bucket(), object.key()));
        }
    }

    private void check(String bucket, String key) {
        if (isOverLink(folder, bucket, key)) {
            throw new IllegalArgumentException("A symbolic link stands on the way to " + key + " in " + bucket);
        }
    }

    /** Returns whether a file or folder on the way to a key is a symbolic link. */
    static boolean isOverLink(Path folder, String bucket, String key) {
        Path path = folder;
        for (String name : (bucket + "/" + key).split("/", -1)) {
            path = path.resolve(name);
            if (Files.isSymbolicLink(path)) {
                return true;
            }
        }
        return false;
    }
}
