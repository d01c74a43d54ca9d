package io.caravan.snapshot;

import io.caravan.failure.ConfigurationException;
import io.caravan.lake.Lake;
import io.caravan.lake.Prefixes;
import io.caravan.text.Timestamps;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The raw objects that were transformed, {@code raw_data/processed/}. What another program keeps there under names of its own is
 * left out.
 */
public final class Archive {
    private static final Comparator<ArchivedObject> OLDEST_FIRST = Comparator.comparing(
                    (ArchivedObject archived) -> archived.key().extractedAt())
            .thenComparing(archived -> archived.key().snapshot());

    private final Lake lake;

    /** Creates the view of a lake's archive. */
    public Archive(Lake lake) {
        this.lake = lake;
    }

    /**
     * Returns the objects of some snapshots, oldest first.
     *
     * @param names keys of the archive, or names of snapshots
     * @throws ConfigurationException when one of them is not there
     */
    public List<ArchivedObject> named(Set<String> names) {
        boolean areKeys = names.stream().allMatch(name -> name.contains("/"));
        List<ArchivedObject> found = (areKeys ? names : Set.of(Prefixes.ARCHIVE))
                .stream()
                        .flatMap(this::objects)
                        .filter(archived -> names.contains(archived.object().key())
                                || names.contains(archived.key().snapshot()))
                        .toList();
        checkAllFound(names, found);
        return found.stream()
                .sorted(OLDEST_FIRST)
                .filter(firstOfEach(new HashSet<>()))
                .toList();
    }

    private static void checkAllFound(Set<String> names, List<ArchivedObject> found) {
        var missing = new LinkedHashSet<>(names);
        found.forEach(archived -> missing.removeAll(
                List.of(archived.object().key(), archived.key().snapshot())));
        if (!missing.isEmpty()) {
            throw new ConfigurationException("The archive holds no "
                    + missing.iterator().next()
                    + "; give a key raw_data/processed/year=…/… or the name of a snapshot, as etl_load has them");
        }
    }

    /**
     * Returns the objects of a playlist, of some days, or of both, oldest first.
     *
     * @param playlistId the playlist; null for all. Of another program's objects those are found that hold it alone
     * @param from the first day in UTC on which they were extracted; null for the first of all
     * @param to the last such day; null for the last of all
     * @throws ConfigurationException when the archive holds nothing of the playlist, whatever the day
     */
    public List<ArchivedObject> selected(String playlistId, LocalDate from, LocalDate to) {
        Predicate<ArchivedObject> wanted = archived -> {
            LocalDate day =
                    archived.key().extractedAt().atOffset(ZoneOffset.UTC).toLocalDate();
            return (playlistId == null || playlistId.equals(archived.key().playlistId()))
                    && (from == null || !day.isBefore(from))
                    && (to == null || !day.isAfter(to));
        };
        List<ArchivedObject> found = objects(Prefixes.ARCHIVE + commonFolder(from, to))
                .filter(wanted)
                .sorted(OLDEST_FIRST)
                .filter(firstOfEach(new HashSet<>()))
                .toList();
        if (found.isEmpty() && playlistId != null) {
            checkKnown(playlistId);
        }
        return found;
    }

    private void checkKnown(String playlistId) {
        if (objects(Prefixes.ARCHIVE)
                .noneMatch(archived -> playlistId.equals(archived.key().playlistId()))) {
            throw new ConfigurationException(
                    "The archive holds no snapshot of a playlist " + playlistId
                            + "; give the id of one that was read, as tbl_playlist and the names in raw_data/processed/ have it");
        }
    }

    /** Where another program wrote the same bytes under the same name again, later, the first is what was loaded. */
    private static Predicate<ArchivedObject> firstOfEach(Set<String> snapshots) {
        return archived -> snapshots.add(archived.key().snapshot());
    }

    private Stream<ArchivedObject> objects(String prefix) {
        return lake.listDeep(prefix)
                .map(object -> new ArchivedObject(object, ArchiveKey.parse(object.key())))
                .filter(archived -> archived.key() != null);
    }

    /** Returns the deepest folder that holds all of the days, so that a day does not cost a look at all years. */
    private static String commonFolder(LocalDate from, LocalDate to) {
        if (from == null || to == null) {
            return "";
        }
        String first = folder(from);
        String last = folder(to);
        int common = 0;
        while (common < first.length() && first.charAt(common) == last.charAt(common)) {
            common++;
        }
        return first.substring(0, first.lastIndexOf('/', common - 1) + 1);
    }

    private static String folder(LocalDate day) {
        return Timestamps.partition(day.atStartOfDay(ZoneOffset.UTC).toInstant()) + "/";
    }
}
