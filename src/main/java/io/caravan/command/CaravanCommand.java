package io.caravan.command;

import io.caravan.failure.CaravanException;
import io.caravan.failure.Outcome;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.TypeConversionException;

/** The command line. Without a command, {@code run}. */
@Command(
        name = "caravan",
        mixinStandardHelpOptions = true,
        versionProvider = CaravanCommand.Version.class,
        description = "Carries Spotify playlists into a data lake and a warehouse.",
        footer = {
            "",
            "Exit codes: 0 all well, 1 failed, 2 usage or configuration, 3 partly done (some playlists or files"
                    + " failed), 75 parked, try later (a quota, a lake or a warehouse that is away), 78 the user must sign in again."
        },
        subcommands = {
            OnceCommand.class,
            QueryCommand.class,
            DoctorCommand.class,
            LoginCommand.class,
            SimulateCommand.class,
            DeadLettersCommand.class,
            ReplayCommand.class,
            SettingsCommand.class,
            RoutesCommand.class,
            SqlCommand.class,
            SchemaCommand.class,
            SchemasCommand.class,
            TablesCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
public final class CaravanCommand extends RunCommand {
    /** Runs a command line and returns the exit code; errors are told on {@code System.err}. */
    public static int execute(String... arguments) {
        return line().execute(arguments);
    }

    /** Returns the command line with all its commands. */
    static CommandLine line() {
        // Else picocli looks for Groovy in every jar there is, a quarter of what "--help" costs.
        System.setProperty("picocli.disable.closures", "true");
        CommandLine line = new CommandLine(new CaravanCommand())
                .addSubcommand(new RunCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(LocalDate.class, CaravanCommand::day)
                .registerConverter(int.class, CaravanCommand::number)
                // What a locale such as C cannot say would be printed as question marks.
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(
                        (mistake, arguments) -> new UsageMistake(mistake, List.of(arguments)).tell())
                .setExecutionExceptionHandler((exception, command, parsed) -> tell(exception, command.getErr()));
        // A statement may begin with a comment, which looks like an option.
        line.getSubcommands().get("query").setUnmatchedOptionsArePositionalParams(true);
        return line;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is no day; give it as yyyy-MM-dd, such as 2026-11-30");
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no whole number");
        }
    }

    private static int tell(Exception exception, PrintWriter err) {
        CaravanException ours = CaravanException.in(exception);
        if (ours != null) {
            err.println(ours.getMessage());
            return ours.outcome().exitCode();
        }
        exception.printStackTrace(err);
        return Outcome.FAILED.exitCode();
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CaravanCommand.class.getPackage().getImplementationVersion();
            return new String[] {"Caravan " + (version == null ? "(not from its jar)" : version)};
        }
    }
}
