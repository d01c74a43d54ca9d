package io.caravan.snapshot;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
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
            @ExchangeProperty("snapshot") Snapshot snapshot, @ExchangeProperty("archived") ArchivedObject archived) {
        var files = new TreeMap<String, Manifest.TableFile>();
        for (Table table : Table.ofSnapshots()) {
            files.put(
                    table.label(),
                    new Manifest.TableFile(
                            SnapshotFiles.csvKey(snapshot, archived, table),
                            snapshot.rows().get(table).size()));
        }
        boolean stoodStill = snapshot.own() && snapshot.consistent();
        return new Manifest(
                snapshot.name(),
                archived == null ? ArchiveKey.of(snapshot) : archived.object().key(),
                snapshot.sha256(),
                Timestamps.iso(snapshot.extractedAt()),
                snapshot.runId(),
                snapshot.consistent(),
                snapshot.seen(),
                skippedByLabel(snapshot),
                snapshot.rejections().size(),
                SnapshotTransform.VERSION,
                archived != null,
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
            @ExchangeProperty("snapshot") Snapshot snapshot,
            @ExchangeProperty("archived") ArchivedObject archived) {
        return inbox + Manifest.fileName(snapshot.name(), archived != null);
    }

    /** Returns what others are told of a snapshot: its manifest, as it stands in the inboxes. */
    public List<Map<String, Object>> event(
            @ExchangeProperty("snapshot") Snapshot snapshot, @ExchangeProperty("archived") ArchivedObject archived) {
        return List.of(json.convertValue(manifest(snapshot, archived), new TypeReference<Map<String, Object>>() {}));
    }

    private static Map<String, Long> skippedByLabel(Snapshot snapshot) {
        var byLabel = new TreeMap<String, Long>();
        for (SkipReason reason : SkipReason.values()) {
            byLabel.put(reason.label(), snapshot.skipped().get(reason));
        }
        return byLabel;
    }
}
