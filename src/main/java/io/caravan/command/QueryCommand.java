package io.caravan.command;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.settings.Settings;
import io.caravan.text.Counted;
import io.caravan.warehouse.WarehouseReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the warehouse. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Runs one SQL statement in the warehouse and prints its rows.")
final class QueryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<sql>", description = "The statement, such as \"select * from v_top_artists limit 10\".")
    private String sql;

    @Option(
            names = "--format",
            defaultValue = "table",
            description =
                    "${COMPLETION-CANDIDATES}; jsonl is an object a line. A null is empty in a table, unquoted and empty in CSV, null in JSON.")
    private RowFormat format;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (sql.indexOf('\uFFFD') >= 0) {
            throw new ConfigurationException("The statement holds letters that this locale cannot pass on to Java; set"
                    + " LC_ALL=C.UTF-8 and ask again");
        }
        int statements = SqlText.statements(sql);
        if (statements != 1) {
            throw new ConfigurationException(
                    "query takes one statement, and this text holds " + statements + "; ask one after another");
        }
        Settings settings = Settings.load(Map.of());
        settings.check("warehouse.");
        settings.notices().forEach(spec.commandLine().getErr()::println);
        if (!format.notice().isEmpty()) {
            spec.commandLine().getErr().println(format.notice());
        }
        PrintWriter out = spec.commandLine().getOut();
        // JDBC tells a time without a zone as this machine's wall clock, which lacks an hour in spring.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        try (Connection connection = WarehouseReader.of(settings.signIn()).open();
                var statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                format.print(statement.getResultSet(), out);
            } else {
                out.println(Counted.of(statement.getUpdateCount(), "row") + " changed");
            }
            out.flush();
            return Outcome.OK.exitCode();
        } catch (SQLException e) {
            spec.commandLine().getErr().println("The warehouse refused: " + e.getMessage());
            return Outcome.FAILED.exitCode();
        }
    }
}
