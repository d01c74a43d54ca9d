package io.caravan.sink;

import io.caravan.model.Table;
import io.caravan.snapshot.Manifest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Manifests that are loaded in one transaction.
 *
 * @param entries the manifests, oldest first; all readable, or a single one that is not
 */
public record Batch(List<InboxManifest> entries) {
    /** Copies the list. */
    public Batch {
        entries = List.copyOf(entries);
    }

    /** Returns the key of the first manifest, for a batch of one. */
    public String key() {
        return entries.get(0).key();
    }

    /** Returns the ETag of the first manifest, for a batch of one. */
    public String eTag() {
        return entries.get(0).eTag();
    }

    /** Returns how many manifests it holds. */
    public int size() {
        return entries.size();
    }

    /** Returns whether it tells of runs, and of no snapshot. */
    public boolean isOfRuns() {
        return entries.stream().allMatch(InboxManifest::isOfRun);
    }

    /** Returns whether it replaces what was loaded before. */
    public boolean holdsReplays() {
        return entries.stream().anyMatch(entry -> entry.manifest().replaces());
    }

    /** Returns each manifest as a batch of its own. */
    public List<Batch> singles() {
        return entries.stream().map(entry -> new Batch(List.of(entry))).toList();
    }

    /** Returns the rows of all its files, by {@link Table#label()}. */
    public Map<String, Long> rows() {
        var rows = new TreeMap<String, Long>();
        for (Table table : Table.ofSnapshots()) {
            rows.put(
                    table.label(),
                    entries.stream()
                            .mapToLong(entry -> entry.manifest().rows(table))
                            .sum());
        }
        return rows;
    }

    /** Returns the keys of a table's files, by the version of the model that they follow. */
    public SortedMap<Integer, List<String>> files(Table table) {
        return entries.stream()
                .map(InboxManifest::manifest)
                .filter(manifest -> manifest.files().containsKey(table.label()))
                .collect(Collectors.groupingBy(
                        Manifest::modelVersion,
                        TreeMap::new,
                        Collectors.mapping(
                                manifest -> manifest.files().get(table.label()).key(), Collectors.toList())));
    }

    @Override
    public String toString() {
        return switch (size()) {
            case 0 -> "no manifest";
            case 1 -> key();
            default -> size() + " manifests from " + key() + " on";
        };
    }
}
