package io.caravan.command;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.routes.RouteMap;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the files of {@code routes/} and shows what they hold. */
@Command(
        name = "routes",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the files of routes/ without starting anything, and lists what they hold.",
            "A mistake is told with its file and line."
        })
final class RoutesCommand implements Callable<Integer> {
    /** Settings by which all folders of routes are read. */
    private static final Map<String, String> ALL = Map.of(
            "tables.catalogue", "jdbc",
            "stream.brokers", "127.0.0.1:9092",
            "stream.format", "json",
            "warehouse.from", "inbox,stream",
            "unified.folder", "unified/");
    /** Between these lines a page holds picture and table. */
    private static final String BEGIN = "<!-- routes -->\n";

    private static final String END = "<!-- end of routes -->\n";

    @Spec
    private CommandSpec spec;

    @Option(names = "--all", description = "Reads the routes of what is off, too.")
    private boolean all;

    @Option(names = "--markdown", description = "Prints them as a picture in Mermaid's language and a table.")
    private boolean markdown;

    @Option(
            names = "--into",
            paramLabel = "<file>",
            description = "Writes these into a page, between the lines that say so.")
    private Path page;

    @Override
    public Integer call() throws IOException {
        // Read when the first logger is made, which is later; -Dcaravan.log and CARAVAN_LOG win.
        System.setProperty("caravan.log.default", "warn");
        RouteMap map = Application.readRoutes(all ? ALL : Map.of());
        PrintWriter out = spec.commandLine().getOut();
        if (page != null) {
            Files.writeString(page, written(Files.readString(page), map));
        } else if (markdown) {
            out.print(map.markdown());
        } else {
            print(map, out);
        }
        out.flush();
        return Outcome.OK.exitCode();
    }

    /** Returns a page with picture and table anew. */
    static String written(String text, RouteMap map) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw new ConfigurationException("The page does not say where the routes belong; put the lines "
                    + BEGIN.strip() + " and " + END.strip() + " there");
        }
        return text.substring(0, begin + BEGIN.length()) + "\n" + map.markdown() + "\n" + text.substring(end);
    }

    private static void print(RouteMap map, PrintWriter out) {
        List<List<String>> rows = map.entries().stream()
                .map(entry -> List.of(entry.file(), entry.id(), entry.begin(), entry.description()))
                .toList();
        TextTable.print(List.of("file", "route", "started by", "what it does"), rows, out);
        out.println(map.count());
    }
}
