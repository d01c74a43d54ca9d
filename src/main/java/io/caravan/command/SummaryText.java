package io.caravan.command;

import io.caravan.run.RunSummary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The summary of a run for a person. */
final class SummaryText {
    private SummaryText() {}

    /** Returns its first lines as one, for the log. */
    static String line(RunSummary summary) {
        return run(summary) + ". " + counts(summary) + " " + entries(summary);
    }

    private static String run(RunSummary summary) {
        return "Run %s: %s".formatted(summary.runId(), summary.state().replace('_', ' '));
    }

    /** Returns what became of playlists and snapshots, as one line. */
    static String counts(RunSummary summary) {
        return "Playlists: %d read, %d unchanged, %d failed. Snapshots: %d transformed, %d loaded%s%s. Dead letters: %d."
                .formatted(
                        summary.playlistsRead(),
                        summary.playlistsUnchanged(),
                        summary.playlistsFailed(),
                        summary.snapshotsTransformed(),
                        summary.snapshotsLoaded(),
                        summary.snapshotsCommitted() == 0
                                ? ""
                                : ", " + summary.snapshotsCommitted() + " committed to the lake's tables",
                        summary.snapshotsPublished() == 0 ? "" : ", " + summary.snapshotsPublished() + " published",
                        summary.deadLetters());
    }

    private static String entries(RunSummary summary) {
        return "Entries: %d seen, skipped %s, %d rejected."
                .formatted(summary.seen(), summary.skipped(), summary.rejected());
    }

    static void print(RunSummary summary, PrintWriter out) {
        out.println(run(summary));
        out.println(counts(summary));
        out.println(entries(summary));
        tables(summary, out);
        if (summary.rejected() > 0) {
            out.println("Rejected entries: " + summary.rejected()
                    + "; \"dead-letters list --stage=rows\" says of which snapshots");
        }
        if (!summary.repaired().isEmpty()) {
            out.println("Values that did not fit and were repaired or became null: "
                    + TextTable.plain(summary.repaired().toString()));
        }
        if (!summary.historyRemoved().isEmpty()) {
            out.println("History that has expired, removed: " + summary.historyRemoved());
        }
        if (summary.leftInInbox() > 0) {
            out.println("Left in the inbox, as their names are not those of raw objects: " + summary.leftInInbox());
        }
        summary.findings().forEach(finding -> out.println(TextTable.plain("Finding: " + finding)));
        summary.failures()
                .forEach(failure -> out.println(TextTable.plain(
                        "Failed: " + failure.stage() + " " + failure.object() + ": " + failure.message())));
    }

    private static void tables(RunSummary summary, PrintWriter out) {
        var names = new TreeSet<>(summary.tables().keySet());
        names.addAll(summary.rowsLoaded().keySet());
        if (names.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            rows.add(List.of(
                    "tbl_" + name,
                    String.valueOf(summary.rowsLoaded().getOrDefault(name, 0L)),
                    summary.tables().containsKey(name)
                            ? String.valueOf(summary.tables().get(name))
                            : "?"));
        }
        TextTable.print(List.of("table", "rows loaded", "rows now"), rows, out);
    }
}
