package io.caravan.tables;

import io.caravan.lake.LocalFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes one file of the several that a day has in a table, and leaves out what counts for nothing and will not come to: rows of commits
 * that the ledger does not name for their snapshot, as who died or lost a race left them behind, and as a replay superseded them.
 *
 * <p>Only where rows name their commit. The ledger itself and what runs tell have one file a day anyway.
 */
final class Compaction implements AutoCloseable {
    /** How names of files begin that are its own. */
    static final String PREFIX = "care-";

    /** Stands before the name of the ledger's file of the same day: the rows are those that counted then. */
    private static final String AFTER = "-after-";

    /** So old are commits that are not on their way any more, and readers that have read the ledger before it was changed. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final IcebergUpkeep ledger;
    private final SortedMap<LocalDate, List<ListedFile>> ledgerFiles;
    private final LocalFiles files;
    private final ParquetWriter writer;
    private final Clock clock;
    private final Instant old;
    private final Map<LocalDate, Map<String, String>> counting = new HashMap<>();
    /** How the ledger was after it was told of this; null before. */
    private SortedMap<LocalDate, List<ListedFile>> ledgerFilesSince;

    /**
     * Looks at the ledger. All tables that are to be compacted have to be opened before.
     *
     * @param files room for what is read and written
     * @param clock the application's
     * @param machine the machine's, by which the catalogue tells when commits were made
     */
    Compaction(IcebergUpkeep ledger, LocalFiles files, Clock clock, Clock machine) {
        this.ledger = ledger;
        this.ledgerFiles = ledger.files();
        this.files = files;
        this.writer = new ParquetWriter(files.newFolder());
        this.clock = clock;
        this.old = machine.instant().minus(GRACE);
    }

    /** Returns whether rows of a table name their commit. */
    static boolean isFor(LakeTable table) {
        return !table.equals(LakeTable.LEDGER)
                && table.columns().stream().anyMatch(column -> column.name().equals(LakeTable.COMMIT_ID));
    }

    /**
     * Returns whether there is nothing to do for a day, by names alone: it has one file, and this one was written by the commit, or after
     * the commit, by which the ledger's day is what it is.
     */
    boolean isSettled(LocalDate day, List<ListedFile> there) {
        String state = state(ledgerFiles, day);
        String name = there.get(0).name();
        return there.size() == 1 && !state.isEmpty() && (name.equals(state) || name.endsWith(AFTER + state));
    }

    /** Returns what the ledger's file of a day is called, which changes whenever the day does; empty where there is none. */
    private static String state(SortedMap<LocalDate, List<ListedFile>> ledgerFiles, LocalDate day) {
        return ledgerFiles.getOrDefault(day, List.of()).stream()
                .map(ListedFile::name)
                .sorted()
                .collect(Collectors.joining("-"));
    }

    /** Returns the commits with files of their own that the ledger does not name. */
    Set<String> unnamed(LocalDate day, List<ListedFile> there) {
        Set<String> commits = there.stream()
                .map(ListedFile::name)
                .filter(name -> !name.startsWith(PREFIX))
                .collect(Collectors.toSet());
        commits.removeAll(counting(day).values());
        return commits;
    }

    /** Returns by which commit each snapshot of a day counts. */
    private Map<String, String> counting(LocalDate day) {
        return counting.computeIfAbsent(
                day,
                any -> inFolder(ledger, day, paths -> brought(ledger, paths).stream()
                        .collect(Collectors.toMap(Brought::snapshot, Brought::commitId))));
    }

    private Set<Brought> brought(IcebergUpkeep table, List<Path> paths) {
        return writer.reader().brought(table.opened().columns(), paths);
    }

    /** Has a day's files on this machine while something is done with them. */
    private <T> T inFolder(IcebergUpkeep table, LocalDate day, Function<List<Path>, T> work) {
        return inFolder(table, Scope.ofDays(List.of(day)), days -> work.apply(days.getOrDefault(day, List.of())));
    }

    private <T> T inFolder(IcebergUpkeep table, Scope scope, Function<Map<LocalDate, List<Path>>, T> work) {
        Path folder = files.newFolder();
        try {
            return work.apply(table.opened().download(scope, folder));
        } finally {
            LocalFiles.delete(folder);
        }
    }

    /**
     * Compacts a day of a table.
     *
     * @param there its files
     * @return what was done; empty where nothing can be done yet
     */
    Optional<CareNote> compact(IcebergUpkeep table, LocalDate day, List<ListedFile> there) {
        Map<String, String> named = counting(day);
        return inFolder(table, day, paths -> {
            List<Brought> idle = brought(table, paths).stream()
                    .filter(each -> !each.commitId().equals(named.get(each.snapshot())))
                    .toList();
            Map<String, Set<String>> inTheirPlace = inTheirPlace(idle, named);
            List<Brought> leftOut = idle.stream()
                    .filter(each -> isForNothing(each, inTheirPlace.getOrDefault(each.snapshot(), Set.of()), table))
                    .toList();
            boolean isDecided = leftOut.size() == idle.size();
            if (there.size() == 1 && leftOut.isEmpty() && !isDecided) {
                return Optional.empty();
            }
            if (!leftOut.isEmpty() && !isStillSo(day)) {
                return Optional.of(CompactionNotes.overtaken(table, day));
            }
            String name = newId() + (isDecided && ledgerFiles.containsKey(day) ? AFTER + state(ledgerFiles, day) : "");
            return Optional.of(rewrite(table, day, there, paths, leftOut, name));
        });
    }

    /** Both have to be old: the commit, which may be on its way, and what has taken its place, since readers read the ledger first. */
    private boolean isForNothing(Brought brought, Set<String> inItsPlace, IcebergUpkeep table) {
        return isOld(table.committedAt(brought.commitId()))
                && inItsPlace.stream().allMatch(commit -> isOld(ledger.committedAt(commit)));
    }

    /** Returns by which commits snapshots count: on the day, or on another, to which a replay may have moved what has no time in its name. */
    private Map<String, Set<String>> inTheirPlace(List<Brought> idle, Map<String, String> named) {
        Map<String, Set<String>> found = new HashMap<>();
        named.forEach((snapshot, commit) -> found.put(snapshot, new HashSet<>(Set.of(commit))));
        Set<String> elsewhere = idle.stream()
                .map(Brought::snapshot)
                .filter(snapshot -> !named.containsKey(snapshot))
                .collect(Collectors.toSet());
        if (!elsewhere.isEmpty()) {
            inFolder(
                            ledger,
                            Scope.ofSnapshots(elsewhere),
                            days -> brought(
                                    ledger,
                                    days.values().stream().flatMap(List::stream).toList()))
                    .forEach(each -> found.computeIfAbsent(each.snapshot(), any -> new HashSet<>())
                            .add(each.commitId()));
        }
        return found;
    }

    private boolean isOld(Instant committedAt) {
        return committedAt == null || committedAt.isBefore(old);
    }

    /**
     * Age proves nothing: a process may have stood still for hours between its rows and the ledger. So the ledger is told, once: whoever
     * has looked at it before cannot enter into it any more, and who has entered since it was looked at here is seen now.
     */
    private boolean isStillSo(LocalDate day) {
        if (ledgerFilesSince == null) {
            ledger.warn(newId());
            ledgerFilesSince = ledger.again().files();
        }
        return state(ledgerFiles, day).equals(state(ledgerFilesSince, day));
    }

    private CareNote rewrite(
            IcebergUpkeep table,
            LocalDate day,
            List<ListedFile> there,
            List<Path> paths,
            List<Brought> leftOut,
            String name) {
        var unlisted = new Unlisted(clock.instant());
        CatalogueTable opened = table.opened();
        ParquetFile file = writer.ofFiles(
                opened.columns(), paths, leftOut, table.model().table().label() + "-" + day);
        List<TableFile> written = file.rows() > 0 ? List.of(opened.upload(file, day, name)) : List.of();
        LocalFiles.deleteFile(file.path());
        unlisted.check(clock.instant());
        if (!table.rewrite(day, written, name)) {
            return CompactionNotes.overtaken(table, day);
        }
        return CompactionNotes.compacted(table, day, there, written.size(), file.rows());
    }

    private static String newId() {
        return PREFIX + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    @Override
    public void close() {
        writer.close();
    }
}
