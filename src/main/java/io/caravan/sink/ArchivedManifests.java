package io.caravan.sink;

import io.caravan.lake.ArchivedObject;
import io.caravan.lake.Lake;
import io.caravan.lake.Manifest;
import io.caravan.lake.Manifest.TableFile;
import io.caravan.lake.ManyAtOnce;
import io.caravan.lake.Prefixes;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The manifests that the warehouse took, or that were published: as long as their files are there, another sink can take them too. */
public final class ArchivedManifests {
    private final Lake lake;
    private final ManifestReader reader = new ManifestReader();

    /** Creates the bean. */
    public ArchivedManifests(Lake lake) {
        this.lake = lake;
    }

    /**
     * Puts the newest manifest of a snapshot into the inbox of a sink.
     *
     * @return false where there is none, or one of its files is gone: then the raw object has to be read again
     */
    public boolean handOver(@Body ArchivedObject archived, @ExchangeProperty("into") Sink into) {
        String name = archived.key().snapshot();
        List<String> names = Stream.of(true, false)
                .map(replay -> Manifest.fileName(name, replay))
                .toList();
        for (String fileName : names) {
            String key = Prefixes.LOADED + fileName;
            byte[] bytes = lake.read(key);
            if (bytes == null) {
                key = Prefixes.PUBLISHED + fileName;
                bytes = lake.read(key);
            }
            if (bytes != null) {
                InboxManifest entry = reader.read(key, null, bytes);
                boolean isWhole = entry.isReadable() && isWhole(entry.manifest());
                if (isWhole) {
                    lake.put(into.inbox() + fileName, bytes, "application/json");
                }
                return isWhole;
            }
        }
        return false;
    }

    private boolean isWhole(Manifest manifest) {
        List<String> keys =
                manifest.files().values().stream().map(TableFile::key).toList();
        return ManyAtOnce.map(keys, lake::exists).stream().allMatch(Boolean::booleanValue);
    }
}
