package io.caravan.command;

import io.caravan.run.RunSummary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The summary of a run for a person. */
final class SummaryText {
    private SummaryText() {}

    static void print(RunSummary summary, PrintWriter out) {
        out.printf("Run %s: %s%n", summary.runId(), summary.outcome().label().replace('_', ' '));
        out.printf(
                "Playlists: %d read, %d unchanged, %d failed. Snapshots: %d transformed, %d loaded, %d dead letters.%n",
                summary.playlistsRead(),
                summary.playlistsUnchanged(),
                summary.playlistsFailed(),
                summary.snapshotsTransformed(),
                summary.snapshotsLoaded(),
                summary.deadLetters());
        out.printf(
                "Entries: %d seen, skipped %s, %d rejected.%n", summary.seen(), summary.skipped(), summary.rejected());
        tables(summary, out);
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
