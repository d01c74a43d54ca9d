package io.caravan.tables;

import io.caravan.sink.InboxManifest;
import io.caravan.snapshot.Manifest;
import io.caravan.text.Timestamps;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of a table that somebody looks at, and that nobody else may change meanwhile.
 *
 * @param days all rows of these days, in UTC
 * @param column of which the values are
 * @param values rows that have one of these, of whatever day
 */
record Scope(Set<LocalDate> days, String column, Set<String> values) {
    private static final String SNAPSHOT = "snapshot";

    static Scope ofDays(Collection<LocalDate> days) {
        return new Scope(Set.copyOf(days), SNAPSHOT, Set.of());
    }

    static Scope ofSnapshots(Set<String> snapshots) {
        return new Scope(Set.of(), SNAPSHOT, snapshots);
    }

    /**
     * Returns where entries of the ledger are looked for: on the days of their snapshots, and those of a raw object without a time in
     * its name, whose day is that on which it came, on all days, since it may come again.
     */
    static Scope of(Collection<InboxManifest> entries) {
        return new Scope(
                entries.stream().map(InboxManifest::day).collect(Collectors.toSet()),
                SNAPSHOT,
                entries.stream()
                        .map(InboxManifest::manifest)
                        .filter(manifest -> !isDayOfItsName(manifest))
                        .map(Manifest::snapshot)
                        .collect(Collectors.toSet()));
    }

    private static boolean isDayOfItsName(Manifest manifest) {
        return manifest.snapshot().endsWith("_" + Timestamps.compact(Instant.parse(manifest.extractedAt())));
    }
}
