package io.caravan.command;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.settings.Settings;
import io.caravan.text.Durations;
import io.caravan.warehouse.AthenaViews;
import io.caravan.warehouse.LoadScript;
import io.caravan.warehouse.SqlFiles;
import io.caravan.warehouse.WarehouseEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows who administers a warehouse what is run there. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the statements that a load runs, in their order and with their files; nothing is run.",
            "With --engine athena: the views over the lake's tables, which are run in a database of their own, as docs/tables.md says."
        })
final class SqlCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--engine",
            paramLabel = "<engine>",
            description =
                    "A folder beside the configured one, duckdb, snowflake, redshift or athena; without it the configured one.")
    private String engine;

    @Option(
            names = "--into",
            paramLabel = "<folder>",
            description =
                    "With --engine athena: writes a file a view, which are to be run in the order of their names.")
    private Path into;

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.load(Map.of());
        Path folder = Path.of(settings.get("warehouse.sql-folder"));
        String dialect = settings.get("warehouse.dialect");
        if (engine != null) {
            dialect = engine.toLowerCase(Locale.ROOT);
            folder = folder.resolveSibling(dialect);
            if (dialect.equals("common") || !Files.isDirectory(folder)) {
                throw new ConfigurationException(
                        "There is no engine " + engine + " beside " + settings.get("warehouse.sql-folder")
                                + ", only what all engines share or nothing; take duckdb, snowflake, redshift or athena");
            }
        }
        if (dialect.equals(AthenaViews.FOLDER)) {
            return views(AthenaViews.of(
                    folder, settings.get("tables.namespace"), Durations.parse(settings.get("lake.parts-within"))));
        }
        if (into != null) {
            throw new ConfigurationException(
                    "--into is for the views over the lake's tables; give --engine athena besides");
        }
        var files = new SqlFiles(folder.toString());
        PrintWriter out = spec.commandLine().getOut();
        out.print("""
                -- What a load of Caravan runs in this engine. The application puts in: for :files the names of files, for :stage the
                -- value of warehouse.stage, for :?rows, as a bound parameter, rows as JSON, and for each other :? a bound parameter of
                -- that name.
                """);
        for (LoadScript.Part part : LoadScript.of(
                        files, WarehouseEngine.named(dialect).sessionStatements("<run id>"))
                .parts()) {
            out.printf("%n-- ==== %s ====%n", part.title());
            part.before().forEach(statement -> out.printf("%n%s;%n", statement));
            for (String name : part.names()) {
                out.printf(
                        "%n-- %s%n%s;%n",
                        files.file(name), files.statement(name).strip());
            }
            part.after().forEach(statement -> out.printf("%n%s;%n", statement));
        }
        out.flush();
        return Outcome.OK.exitCode();
    }

    private int views(Map<String, String> views) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (into == null) {
            views.values().forEach(statement -> out.printf("%s;%n%n", statement));
        } else {
            Files.createDirectories(into);
            int number = 0;
            for (var view : views.entrySet()) {
                number++;
                Files.writeString(into.resolve("%02d_%s.sql".formatted(number, view.getKey())), view.getValue() + "\n");
            }
            out.printf("%d views, a file each, in %s; run them in the order of their names%n", number, into);
        }
        out.flush();
        return Outcome.OK.exitCode();
    }
}
