package io.caravan.snapshot;

import io.caravan.lake.Prefixes;
import io.caravan.text.Timestamps;
import io.caravan.transform.PlaylistRead;
import io.caravan.transform.Snapshot;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a raw object is kept once it was transformed: {@code raw_data/processed/year=YYYY/month=MM/day=DD/<name>}. The name alone
 * tells what a replay has to know. Caravan's own objects are called {@code <playlistId>_<extractedAt>}, as their snapshots are;
 * another program's {@code <snapshot>_<extractedAt>}, and {@code _<playlistId>} where it holds one playlist whose id is known,
 * or {@code _unknown-<slug>} where it is not, since the name that it came with is gone.
 *
 * @param key the key
 * @param snapshot name of the snapshot
 * @param extractedAt when the read of the playlist began
 * @param playlistId the playlist; null where the key does not tell it
 * @param own whether Caravan wrote the object
 */
public record ArchiveKey(String key, String snapshot, Instant extractedAt, String playlistId, boolean own) {
    private static final String TIME = "(\\d{8}T\\d{9}Z)";
    private static final String FOLDER = Prefixes.ARCHIVE + "year=\\d{4,}/month=\\d{2}/day=\\d{2}/";
    private static final String ENDING = "\\.json(?:\\.gz)?";
    private static final Pattern OWN = Pattern.compile(FOLDER + "(([A-Za-z0-9]{1,64})_" + TIME + ")" + ENDING);
    private static final Pattern OTHER = Pattern.compile(FOLDER + "([a-z0-9-]{1,60}_[0-9a-f]{12})_" + TIME
            + "(?:_([A-Za-z0-9]{22}|unknown-[a-z0-9-]{1,60}))?" + ENDING);
    private static final Pattern PLAYLIST_ID = Pattern.compile("[A-Za-z0-9]{22}");
    private static final Pattern UNKNOWN = Pattern.compile("unknown:[a-z0-9-]{1,60}");

    /** Returns where a snapshot's raw object is kept. */
    static String of(Snapshot snapshot) {
        String name = snapshot.name();
        if (!snapshot.own()) {
            name += "_" + Timestamps.compact(snapshot.extractedAt());
            name += playlistId(snapshot).map(id -> "_" + id.replace(':', '-')).orElse("");
        }
        return path(snapshot, name) + (snapshot.gzipped() ? ".json.gz" : ".json");
    }

    /** Returns the id of the one playlist, or of the one among several of which only the object's first name told an id. */
    private static Optional<String> playlistId(Snapshot snapshot) {
        List<PlaylistRead> playlists = snapshot.playlists();
        String id = snapshot.givenId() == null && playlists.size() == 1
                ? playlists.get(0).id()
                : snapshot.givenId();
        return Optional.ofNullable(id)
                .filter(told -> UNKNOWN.matcher(told).matches()
                        || PLAYLIST_ID.matcher(told).matches());
    }

    /** Returns where an object of Caravan's own with the name of this one may be kept already, gzipped or not. */
    static List<String> ofNamesakes(Snapshot own) {
        String path = path(own, own.name());
        return List.of(path + ".json", path + ".json.gz");
    }

    private static String path(Snapshot snapshot, String name) {
        return Prefixes.ARCHIVE + Timestamps.partition(snapshot.extractedAt()) + "/" + name;
    }

    private static String id(String text) {
        return text == null ? null : text.replaceFirst("-", ":"); // only one that is not known has a dash
    }

    /** Returns what a key tells; null for one that Caravan did not give. */
    static ArchiveKey parse(String key) {
        Matcher own = OWN.matcher(key);
        Matcher other = OTHER.matcher(key);
        try {
            if (own.matches()) {
                return new ArchiveKey(key, own.group(1), Timestamps.fromCompact(own.group(3)), own.group(2), true);
            }
            return other.matches()
                    ? new ArchiveKey(
                            key, other.group(1), Timestamps.fromCompact(other.group(2)), id(other.group(3)), false)
                    : null;
        } catch (DateTimeException e) {
            return null; // the 45th of a month
        }
    }
}
