package io.caravan.snapshot;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.exchange.ExchangeProperties;
import io.caravan.model.Table;
import io.caravan.text.Timestamps;
import io.caravan.transform.SkipReason;
import io.caravan.transform.Snapshot;
import io.caravan.transform.SnapshotTransform;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** Says in one object what of a snapshot is to be loaded. */
public final class SnapshotManifests {
    private final ObjectMapper json = new ObjectMapper();

    /** Returns the manifest of a snapshot that is new, or of one that is replayed. */
    public Manifest manifest(
            @ExchangeProperty(ExchangeProperties.SNAPSHOT) Snapshot snapshot,
            @ExchangeProperty(ExchangeProperties.REPLAYED) ArchivedObject replayed) {
        var files = new TreeMap<String, Manifest.TableFile>();
        for (Table table : Table.ofSnapshots()) {
            files.put(
                    table.label(),
                    new Manifest.TableFile(
                            SnapshotFiles.csvKey(snapshot, ArchivedObject.isReplay(replayed), table),
                            snapshot.rows().get(table).size()));
        }
        boolean stoodStill = snapshot.own() && snapshot.consistent();
        return new Manifest(
                snapshot.name(),
                ArchivedObject.isReplay(replayed) ? replayed.object().key() : ArchiveKey.of(snapshot),
                snapshot.sha256(),
                Timestamps.iso(snapshot.extractedAt()),
                snapshot.runId(),
                snapshot.consistent(),
                snapshot.seen(),
                skippedByLabel(snapshot),
                snapshot.rejections().size(),
                SnapshotTransform.VERSION,
                ArchivedObject.isReplay(replayed),
                files,
                Table.VERSION,
                snapshot.playlists().stream()
                        .map(playlist -> new Manifest.Playlist(
                                playlist.id(),
                                playlist.name(),
                                playlist.firstPosition(),
                                playlist.entries(),
                                playlist.total(),
                                playlist.lastPosition(),
                                playlist.isWhole(stoodStill),
                                playlist.missing(stoodStill)))
                        .toList(),
                snapshot.withheld().stream()
                        .map(column -> new Manifest.Withheld(
                                column.playlistId(), column.table().label(), column.column()))
                        .toList(),
                snapshot.repaired());
    }

    /** Returns the key of the manifest in an inbox, of a snapshot that is new or of one that is replayed. */
    public String manifestKey(
            @Body String inbox,
            @ExchangeProperty(ExchangeProperties.SNAPSHOT) Snapshot snapshot,
            @ExchangeProperty(ExchangeProperties.REPLAYED) ArchivedObject replayed) {
        return inbox + Manifest.fileName(snapshot.name(), ArchivedObject.isReplay(replayed));
    }

    /** Returns what others are told of a snapshot: its manifest, as it stands in the inboxes. */
    public List<Map<String, Object>> event(
            @ExchangeProperty(ExchangeProperties.SNAPSHOT) Snapshot snapshot,
            @ExchangeProperty(ExchangeProperties.REPLAYED) ArchivedObject replayed) {
        return List.of(json.convertValue(manifest(snapshot, replayed), new TypeReference<Map<String, Object>>() {}));
    }

    private static Map<String, Long> skippedByLabel(Snapshot snapshot) {
        var byLabel = new TreeMap<String, Long>();
        for (SkipReason reason : SkipReason.values()) {
            byLabel.put(reason.label(), snapshot.skipped().get(reason));
        }
        return byLabel;
    }
}
