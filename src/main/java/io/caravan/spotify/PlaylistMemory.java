package io.caravan.spotify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.lake.Lake;
import io.caravan.snapshot.TransformedPlaylists;
import io.caravan.text.Durations;
import io.caravan.text.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What was read of each playlist last, under {@code state/playlists/<id>.json}: {@code snapshot_id}, {@code extracted_at} and {@code
 * run_started_at} of the last whole read that was stored. Stored is not yet carried: what the transform refused is read again until it
 * takes it. Losing the memory costs a read, nothing else.
 */
public final class PlaylistMemory {
    private final Lake lake;
    private final TransformedPlaylists transformed;
    private final Duration rereadAfter;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Creates the memory.
     *
     * @param lake where it is kept
     * @param transformed what became of the raw objects
     * @param rereadAfter value of {@code spotify.reread-after}: how old the last whole read may be while nothing changed,
     *     such as {@code 24h}; {@code never} where only a change counts
     */
    public PlaylistMemory(Lake lake, TransformedPlaylists transformed, String rereadAfter) {
        this.lake = lake;
        this.transformed = transformed;
        this.rereadAfter = rereadAfter.equals("never") ? null : Durations.parse(rereadAfter);
    }

    /**
     * Returns whether the playlist need not be read: it is as it was, its last whole read was transformed and is young enough. Ages are
     * taken from start of run to start of run in whole minutes, so that a daily run does not miss a day by the seconds that a
     * read took, or by which it started earlier than the day before.
     */
    boolean isUnchanged(String playlistId, String snapshotId, Instant runStartedAt) {
        byte[] state = lake.read(key(playlistId));
        if (state == null || snapshotId == null) {
            return false;
        }
        try {
            var last = json.readTree(state);
            return snapshotId.equals(last.path("snapshot_id").textValue())
                    && (rereadAfter == null
                            || isYoung(Instant.parse(last.path("run_started_at").asText()), runStartedAt))
                    && transformed.contains(
                            playlistId,
                            snapshotId,
                            Instant.parse(last.path("extracted_at").asText(Instant.EPOCH.toString())));
        } catch (IOException | java.time.DateTimeException e) {
            return false;
        }
    }

    /** What a clock noted that was ahead is not young: nobody knows how old it is. */
    private boolean isYoung(Instant last, Instant runStartedAt) {
        Instant now = runStartedAt.truncatedTo(ChronoUnit.MINUTES);
        return !last.isAfter(now) && last.plus(rereadAfter).isAfter(now);
    }

    /** Notes a whole and consistent read; to be called when its raw object stands in the lake, never before. */
    void remember(String playlistId, String snapshotId, Instant extractedAt, Instant runStartedAt) {
        var state = Map.of(
                "snapshot_id",
                snapshotId,
                "extracted_at",
                Timestamps.iso(extractedAt),
                "run_started_at",
                runStartedAt.truncatedTo(ChronoUnit.MINUTES).toString());
        try {
            lake.put(key(playlistId), json.writeValueAsBytes(state), "application/json");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Strings always make a JSON object", e);
        }
    }

    /** Forgets a playlist, so that the next run reads it whatever its snapshot_id. */
    public static void forget(Lake lake, String playlistId) {
        lake.delete(key(playlistId));
    }

    private static String key(String playlistId) {
        return "state/playlists/" + playlistId + ".json";
    }
}
