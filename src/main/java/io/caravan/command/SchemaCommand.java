package io.caravan.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import io.caravan.model.Column;
import io.caravan.model.Column.Place;
import io.caravan.model.Table;
import io.caravan.model.Table.Kind;
import io.caravan.schema.AthenaTable;
import io.caravan.schema.RawSchema;
import io.caravan.schema.SchemaReport;
import io.caravan.settings.Settings;
import io.caravan.snapshot.Archive;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells what the tables of the lake are made of, and what its raw objects look like. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the tables that snapshots and runs fill: columns, types, field ids and the version of the table model that has"
                    + " them first. The lake's tables have one or two more, commit_id and extracted_at, as docs/tables.md says.",
            "With --raw: which forms the raw objects have, as JSON paths with their types, and what is new since it was asked last."
                    + " Each archived object is read once; a large archive can be gone through in parts by --from and --to."
        })
final class SchemaCommand implements Callable<Integer> {
    /** Until then the statement need not be made anew. */
    private static final int YEARS_AHEAD = 10;

    @Spec
    private CommandSpec spec;

    @Option(names = "--raw", description = "Look at the raw objects of the archive and of the inbox.")
    private boolean raw;

    @Option(names = "--from", description = "With --raw: objects extracted on this day (yyyy-MM-dd, UTC) or later.")
    private LocalDate from;

    @Option(names = "--to", description = "With --raw: objects extracted on this day (yyyy-MM-dd, UTC) or earlier.")
    private LocalDate to;

    @Option(
            names = "--again",
            description =
                    "With --raw: read those too that were read before; with --from or --to, tell of these days alone.")
    private boolean again;

    @Option(
            names = "--athena",
            paramLabel = "<database.table>",
            arity = "0..1",
            fallbackValue = "caravan.raw_objects",
            description =
                    "With --raw: only print the statement that makes a table of the archive in Athena, ${FALLBACK-VALUE}.")
    private String athena;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!raw && (from != null || to != null || again || athena != null)) {
            throw new ConfigurationException(
                    "--from, --to, --again and --athena are about raw objects; give --raw besides");
        }
        if (from != null && to != null && from.isAfter(to)) {
            throw new ConfigurationException(
                    "--from=" + from + " is after --to=" + to + "; give the earlier day first");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            int exitCode = !raw ? tables(out) : athena == null ? raw(out) : athena(out);
            out.flush();
            return exitCode;
        } catch (SdkException | IOException e) {
            throw new UnavailableException(
                    "The lake does not answer as it should: " + e.getMessage() + "; give the command again", e);
        }
    }

    private int tables(PrintWriter out) throws IOException {
        List<Table> tables = Arrays.stream(Table.values())
                .filter(table -> table.kind() != Kind.CONTENT && table.kind() != Kind.CONTROL)
                .toList();
        if (json) {
            var mapper = new ObjectMapper();
            ObjectNode all = mapper.createObjectNode();
            var list = all.put("model", Table.VERSION).putArray("tables");
            for (Table table : tables) {
                var columns = list.addObject()
                        .put("table", table.sqlName())
                        .put("sentence", table.sentence())
                        .putArray("columns");
                columns(table).forEach(column -> columns.addObject()
                        .put("column", column.name())
                        .put("type", type(column))
                        .put("field_id", column.fieldId())
                        .put("since", column.since())
                        .put("required", column.isRequired())
                        .put("sentence", column.sentence()));
            }
            out.println(mapper.writeValueAsString(all));
            return Outcome.OK.exitCode();
        }
        TextTable.print(
                List.of("table", "column", "type", "field id", "since"),
                tables.stream()
                        .flatMap(table -> columns(table).stream()
                                .map(column -> List.of(
                                        table.sqlName(),
                                        column.name(),
                                        type(column),
                                        String.valueOf(column.fieldId()),
                                        String.valueOf(column.since()))))
                        .toList(),
                out);
        return Outcome.OK.exitCode();
    }

    /** Returns the columns that a snapshot or a run fills: no other outlives the load. */
    private static List<Column> columns(Table table) {
        return table.columns().stream()
                .filter(column -> column.place() == Place.EVERYWHERE)
                .toList();
    }

    private static String type(Column column) {
        return column.type().name().toLowerCase(Locale.ROOT);
    }

    private int raw(PrintWriter out) throws IOException {
        try (var session = LakeSession.open()) {
            SchemaReport report = new RawSchema(session.lake()).look(from, to, again);
            Outcome outcome = report.unreadable().isEmpty() ? Outcome.OK : Outcome.PARTLY;
            if (json) {
                ObjectNode object = new ObjectMapper().valueToTree(report);
                out.println(object.put("exit_code", outcome.exitCode()));
            } else {
                SchemaText.print(report, out);
            }
            return outcome.exitCode();
        }
    }

    private int athena(PrintWriter out) {
        try (var session = LakeSession.open()) {
            List<Integer> years = new Archive(session.lake())
                    .selected(null, from, to).stream()
                            .map(archived -> archived.key()
                                    .extractedAt()
                                    .atOffset(ZoneOffset.UTC)
                                    .getYear())
                            .toList();
            if (years.isEmpty()) {
                throw new ConfigurationException(
                        "The archive is empty, so that nobody knows from which year on the table is to reach; run \"once\" first");
            }
            Settings settings = Settings.load(Map.of());
            out.print(AthenaTable.statement(
                    athena,
                    settings.get("lake.bucket"),
                    settings.get("lake.prefix"),
                    years.get(0),
                    years.get(years.size() - 1) + YEARS_AHEAD));
            return Outcome.OK.exitCode();
        }
    }
}
