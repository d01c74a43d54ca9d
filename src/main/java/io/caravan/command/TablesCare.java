package io.caravan.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.failure.Outcome;
import io.caravan.tables.CareNote;
import io.caravan.tables.TableCare;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "care",
        mixinStandardHelpOptions = true,
        description = {
            "Makes one file of the several that a day has in a table, without the rows that count for nothing; then takes out days"
                    + " beyond tables.retention, forgets states of the tables beyond tables.expire-after with the files that only they"
                    + " have, and deletes files older than tables.orphans-after that nothing names.",
            "It may be broken off and given again at any time, beside runs and readers; what somebody else has changed meanwhile is"
                    + " left for the next time, and the exit code is 3."
        })
final class TablesCare extends TablesCommand.Part {
    @Option(names = "--dry-run", description = "Only tell what would be done.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print an object a line.")
    private boolean json;

    @Override
    Outcome work(TableCare care, PrintWriter out) {
        var notes = new ArrayList<CareNote>();
        var mapper = new ObjectMapper();
        boolean isDone = care.care(dryRun, note -> {
            notes.add(note);
            out.print(json ? mapper.valueToTree(note) + "\n" : line(note));
            out.flush();
        });
        if (!json) {
            out.println(
                    isDone
                            ? summary(notes)
                            : "The catalogue is none of Iceberg's: its days are whole files, which are"
                                    + " not compacted, retained, expired nor swept here");
        }
        return notes.stream().anyMatch(CareNote::skipped) ? Outcome.PARTLY : Outcome.OK;
    }

    private static String line(CareNote note) {
        return "%-8s %-20s %s%n".formatted(note.step(), note.table(), TextTable.plain(note.message()));
    }

    private String summary(List<CareNote> notes) {
        if (notes.isEmpty()) {
            return "Nothing is to do";
        }
        return "(%d %s; files that go: %d)"
                .formatted(
                        notes.size(),
                        dryRun ? "to do" : "done or told",
                        notes.stream().mapToLong(CareNote::files).sum());
    }
}
