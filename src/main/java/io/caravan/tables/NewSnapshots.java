package io.caravan.tables;

import io.caravan.failure.RejectedException;
import io.caravan.sink.Batch;
import io.caravan.sink.InboxManifest;
import io.caravan.snapshot.Manifest;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the ledger does not have of a batch: snapshots that never came, and replays by a transform that is not older.
 *
 * @param manifests theirs
 * @param daysBefore the days on which the ledger names them so far
 */
record NewSnapshots(List<InboxManifest> manifests, Set<LocalDate> daysBefore) {
    /** The columns of the ledger that tell it. */
    static final Set<String> LOOKED_AT = Set.of("snapshot", "raw_sha256", "transform_version", "extracted_at");

    /**
     * Compares a batch with rows of the ledger.
     *
     * @throws RejectedException when a snapshot came before from another raw object
     */
    static NewSnapshots of(Batch batch, List<Map<String, Object>> ledger) {
        Map<String, List<Map<String, Object>>> known =
                ledger.stream().collect(Collectors.groupingBy(row -> (String) row.get("snapshot")));
        List<InboxManifest> news = batch.entries().stream()
                .filter(entry -> isNews(
                        entry.manifest(), known.getOrDefault(entry.manifest().snapshot(), List.of())))
                .toList();
        Set<LocalDate> daysBefore = news.stream()
                .flatMap(entry -> known.getOrDefault(entry.manifest().snapshot(), List.of()).stream())
                .map(row -> ((LocalDateTime) row.get("extracted_at")).toLocalDate())
                .collect(Collectors.toSet());
        return new NewSnapshots(news, daysBefore);
    }

    private static boolean isNews(Manifest manifest, List<Map<String, Object>> known) {
        for (Map<String, Object> row : known) {
            if (!manifest.rawSha256().equals(row.get("raw_sha256"))) {
                throw new RejectedException("The snapshot " + manifest.snapshot()
                        + " came into the lake's tables before from a raw object with other bytes (etl_load.raw_sha256 is "
                        + row.get("raw_sha256") + "); put the raw object into raw_data/to_processed/ without its"
                        + " first line, so that it becomes a snapshot of its own");
            }
        }
        return known.stream()
                .allMatch(row -> manifest.replaces()
                        && version(manifest.transformVersion()) >= version((Integer) row.get("transform_version")));
    }

    private static int version(Integer version) {
        return version == null ? 0 : version;
    }
}
