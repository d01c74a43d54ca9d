package io.caravan.snapshot;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.caravan.exchange.ExchangeProperties;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeVersion;
import io.caravan.model.Table;
import io.caravan.text.Timestamps;
import io.caravan.transform.Snapshot;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.camel.ExchangeProperty;

/**
 * The newest read of each playlist that the transform took, under {@code state/transformed/<id>.json}; of Caravan's own raw objects
 * only. Losing it costs a read, nothing else.
 */
public final class TransformedPlaylists {
    private final Lake lake;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Creates the bean.
     *
     * @param clock tells which notes are of a clock that was ahead
     */
    public TransformedPlaylists(Lake lake, Clock clock) {
        this.lake = lake;
        this.clock = clock;
    }

    /**
     * A read that was transformed.
     *
     * @param snapshotId as Spotify gave it; null where it gave none
     * @param extractedAt when the read began, ISO 8601
     */
    @JsonNaming(SnakeCaseStrategy.class)
    private record Read(String snapshotId, String extractedAt) {}

    /** Notes a snapshot whose manifest stands in the lake, unless a newer one was noted. */
    public void note(@ExchangeProperty(ExchangeProperties.SNAPSHOT) Snapshot snapshot) throws IOException {
        if (!snapshot.own()) {
            return;
        }
        String key = key(snapshot.playlists().get(0).id());
        LakeVersion stored = lake.readVersion(key);
        Read last = read(stored);
        if (last == null || !isNewer(Instant.parse(last.extractedAt()), snapshot.extractedAt())) {
            var now = new Read(snapshotId(snapshot), Timestamps.iso(snapshot.extractedAt()));
            // Where somebody else writes at the same time one of both is noted, at the cost of a read at most.
            lake.putOver(key, json.writeValueAsBytes(now), "application/json", stored);
        }
    }

    /** What a clock noted that was ahead is not newer: it would stand in the way of all that is read until then. */
    private boolean isNewer(Instant noted, Instant extractedAt) {
        return noted.isAfter(extractedAt) && !noted.isAfter(clock.instant());
    }

    /** Returns whether what was read of a playlist at a time, or later, was transformed and has this {@code snapshot_id}. */
    public boolean contains(String playlistId, String snapshotId, Instant extractedAt) {
        Read last = read(lake.readVersion(key(playlistId)));
        return last != null
                && snapshotId.equals(last.snapshotId())
                && !Instant.parse(last.extractedAt()).isBefore(extractedAt);
    }

    /** Returns null for what is missing or none of ours. */
    private Read read(LakeVersion stored) {
        try {
            Read read = stored == null ? null : json.readValue(stored.bytes(), Read.class);
            return read == null || read.extractedAt() == null || Instant.parse(read.extractedAt()) == null
                    ? null
                    : read;
        } catch (IOException | DateTimeException e) {
            return null;
        }
    }

    private static String snapshotId(Snapshot snapshot) throws IOException {
        var found = new String[1];
        int column = Table.PLAYLIST.indexOf("snapshot_id");
        snapshot.rows().get(Table.PLAYLIST).handTo(row -> found[0] = row.isNull(column) ? null : row.text(column));
        return found[0];
    }

    private static String key(String playlistId) {
        return "state/transformed/" + playlistId + ".json";
    }
}
