package io.caravan.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.failure.Outcome;
import io.caravan.tables.TableCare;
import io.caravan.tables.TableFacts;
import io.caravan.text.Counted;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the tables: days, files, rows and bytes; how many states readers can go back to; and what builds up: days of several"
                    + " files, commits with files of their own that the ledger does not name (on their way, or of who died or"
                    + " lost a race), and files older than tables.orphans-after that nothing names."
        })
final class TablesList extends TablesCommand.Part {
    @Option(names = "--json", description = "Print an object a line.")
    private boolean json;

    @Override
    Outcome work(TableCare care, PrintWriter out) throws JsonProcessingException {
        Optional<List<TableFacts>> listed = care.list();
        List<TableFacts> tables = listed.orElse(List.of());
        if (json) {
            var mapper = new ObjectMapper();
            for (TableFacts table : tables) {
                out.print(mapper.writeValueAsString(table) + "\n");
            }
            return Outcome.OK;
        }
        if (listed.isEmpty()) {
            out.println(
                    "The catalogue is none of Iceberg's: _current.json in the folder of each table lists its files");
            return Outcome.OK;
        }
        TextTable.print(
                List.of(
                        "table",
                        "days",
                        "files",
                        "rows",
                        "bytes",
                        "states",
                        "days of several files",
                        "unnamed commits",
                        "orphans",
                        "orphan bytes"),
                tables.stream().map(TablesList::row).toList(),
                out);
        out.println("(" + Counted.of(tables.size(), "table") + ")");
        return Outcome.OK;
    }

    private static List<String> row(TableFacts table) {
        return Stream.of(
                        table.table(),
                        table.days(),
                        table.files(),
                        table.rows(),
                        table.bytes(),
                        table.snapshots(),
                        table.daysOfSeveralFiles(),
                        table.unnamedCommits(),
                        table.orphans(),
                        table.orphanBytes())
                .map(String::valueOf)
                .toList();
    }
}
