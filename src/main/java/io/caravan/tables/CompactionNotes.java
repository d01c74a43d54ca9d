package io.caravan.tables;

import java.time.LocalDate;
import java.util.List;

/** What is told of the compaction of a day. */
final class CompactionNotes {
    static final String STEP = "compact";

    private CompactionNotes() {}

    /**
     * Tells what was made of a day.
     *
     * @param there its files before
     * @param files how many it has now
     * @param rows how many rows these have
     */
    static CareNote compacted(IcebergUpkeep table, LocalDate day, List<ListedFile> there, int files, long rows) {
        long rowsBefore = there.stream().mapToLong(ListedFile::rows).sum();
        return new CareNote(
                table.model().name(),
                STEP,
                "%s: files %d, now %d; rows %d, left out %d that count for nothing"
                        .formatted(day, there.size(), files, rowsBefore, rowsBefore - rows),
                false,
                there.size(),
                there.stream().mapToLong(ListedFile::bytes).sum());
    }

    /** Returns what is to be looked at of a day that is not settled; what counts in it is not known before. */
    static CareNote unsettled(IcebergUpkeep table, LocalDate day, List<ListedFile> there) {
        return new CareNote(
                table.model().name(),
                STEP,
                "%s: files %d, rows %d"
                        .formatted(
                                day,
                                there.size(),
                                there.stream().mapToLong(ListedFile::rows).sum()),
                false,
                there.size(),
                there.stream().mapToLong(ListedFile::bytes).sum());
    }

    /** Tells that a day is left as it is. */
    static CareNote overtaken(IcebergUpkeep table, LocalDate day) {
        return new CareNote(
                table.model().name(),
                STEP,
                day
                        + ": left for the next time, since somebody else has changed the day meanwhile; give the command again",
                true,
                0,
                0);
    }
}
