package io.caravan.sink;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.lake.Lake;
import io.caravan.lake.ManyAtOnce;
import io.caravan.lake.Prefixes;
import io.caravan.snapshot.ArchivedObject;
import io.caravan.snapshot.Manifest;
import io.caravan.snapshot.Manifest.TableFile;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The manifests that the warehouse took, or that were published: as long as their files are there, another sink can take them too. */
public final class ArchivedManifests {
    /** A replay is behind what it replaces; of two, one that the warehouse took and one of the topic, the later transform's. */
    private static final Comparator<InboxManifest> NEWER = Comparator.comparing(
                    (InboxManifest entry) -> entry.manifest().replaces())
            .thenComparing(
                    entry -> entry.manifest().transformVersion(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(entry -> entry.manifest().modelVersion());

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
    public boolean handOver(@Body ArchivedObject archived, @ExchangeProperty(ExchangeProperties.INTO) Sink into) {
        String name = archived.key().snapshot();
        List<String> keys = Stream.of(Prefixes.LOADED, Prefixes.PUBLISHED)
                .flatMap(folder -> Stream.of(true, false).map(replay -> folder + Manifest.fileName(name, replay)))
                .toList();
        InboxManifest newest = null;
        byte[] bytes = null;
        for (String key : keys) {
            byte[] kept = lake.read(key);
            InboxManifest entry = kept == null ? null : reader.read(key, null, kept);
            if (entry != null && entry.isReadable() && (newest == null || NEWER.compare(entry, newest) > 0)) {
                newest = entry;
                bytes = kept;
            }
        }
        if (newest == null || !isWhole(newest.manifest())) {
            return false;
        }
        Manifest manifest = newest.manifest();
        lake.put(into.inbox() + Manifest.fileName(name, manifest.replaces()), bytes, "application/json");
        return true;
    }

    private boolean isWhole(Manifest manifest) {
        List<String> keys =
                manifest.files().values().stream().map(TableFile::key).toList();
        return ManyAtOnce.map(keys, lake::exists).stream().allMatch(Boolean::booleanValue);
    }
}
