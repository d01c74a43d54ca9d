package io.caravan.command;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import io.caravan.settings.Settings;
import io.caravan.stream.RecordType;
import io.caravan.stream.registry.RegisteredSchema;
import io.caravan.stream.registry.SchemaRegistry;
import io.caravan.stream.registry.SubjectReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.avro.SchemaFormatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The Avro schemas of the stream's records, here and at the registry. */
@Command(
        name = "schemas",
        mixinStandardHelpOptions = true,
        description = "Shows, checks and registers the Avro schemas of the stream's records.",
        subcommands = {SchemasCommand.Show.class, SchemasCommand.Check.class, SchemasCommand.Register.class})
final class SchemasCommand {
    /** One of its commands. What it works with is looked for before a class of it is loaded. */
    abstract static class Part implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Override
        public final Integer call() {
            if (!Settings.hasStreamLibraries()) {
                throw new ConfigurationException(
                        "The folder lib-stream/ does not lie beside the jar and lib/; put it there");
            }
            PrintWriter out = spec.commandLine().getOut();
            try {
                return work(out).exitCode();
            } catch (UnavailableException e) {
                throw new UnavailableException(
                        e.getMessage() + "; give the command again when it does", e, Outcome.PARKED);
            } finally {
                out.flush();
            }
        }

        /** Does the work and returns how it ended. */
        abstract Outcome work(PrintWriter out);

        static SchemaRegistry registry() {
            Settings settings = Settings.load(Map.of());
            settings.check("stream.");
            String url = settings.get("stream.registry-url");
            if (url.isEmpty()) {
                throw new ConfigurationException("stream.registry-url has no value; give it the address of the registry"
                        + " (in application.properties, or STREAM_REGISTRY_URL)");
            }
            return new SchemaRegistry(
                    url, settings.get("stream.registry-user"), settings.get("stream.registry-password"));
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints the schemas, one after another, or that of one type of records; needs no registry.")
    static final class Show extends Part {
        @Parameters(
                paramLabel = "entry|rest|end",
                arity = "0..1",
                description = "The type of records; all of them without it.")
        private String name;

        @Override
        Outcome work(PrintWriter out) {
            for (RecordType type : name == null ? List.of(RecordType.values()) : List.of(named())) {
                out.println(SchemaFormatter.format("json/pretty", type.schema()));
            }
            return Outcome.OK;
        }

        private RecordType named() {
            try {
                return RecordType.valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        spec.commandLine(), "There are no records of the type " + name + "; take entry, rest or end");
            }
        }
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Holds the schemas against all versions that stand at the registry: whether records that were written with them can"
                        + " be read, and stay the values that they were. Changes nothing.",
                "Exits with 1 where one would not."
            })
    static final class Check extends Part {
        @Override
        Outcome work(PrintWriter out) {
            SchemaRegistry registry = registry();
            List<SubjectReport> reports =
                    List.of(RecordType.values()).stream().map(registry::check).toList();
            TextTable.print(
                    List.of("subject", "versions", "ours", "id", "compatibility", ""),
                    reports.stream().map(Check::row).toList(),
                    out);
            List<String> problems = new ArrayList<>();
            for (SubjectReport report : reports) {
                report.problems().forEach(problem -> problems.add(report.subject() + " " + problem));
            }
            problems.forEach(problem -> out.println(TextTable.plain(problem)));
            return problems.isEmpty() ? Outcome.OK : Outcome.FAILED;
        }

        private static List<String> row(SubjectReport report) {
            RegisteredSchema ours = report.ours();
            return List.of(
                    report.subject(),
                    report.versions().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                    ours == null ? "" : String.valueOf(ours.version()),
                    ours == null ? "" : String.valueOf(ours.id()),
                    report.level(),
                    state(report));
        }

        private static String state(SubjectReport report) {
            if (!report.problems().isEmpty()) {
                return "cannot take the place of what stands there";
            }
            if (report.ours() == null) {
                return "not registered; \"schemas register\" does it, or the first record that is published";
            }
            return report.isLevelSufficient()
                    ? "registered"
                    : "registered, and the registry takes later ones whatever they are; \"schemas register\" mends it";
        }
    }

    @Command(
            name = "register",
            mixinStandardHelpOptions = true,
            description = {
                "Registers the schemas where they do not stand there yet, and has the registry refuse later ones that cannot read"
                        + " what was written before (BACKWARD_TRANSITIVE).",
                "Registers none that would have records read as other values than they were written."
            })
    static final class Register extends Part {
        @Override
        Outcome work(PrintWriter out) {
            SchemaRegistry registry = registry();
            List<List<String>> rows = new ArrayList<>();
            for (RecordType type : RecordType.values()) {
                RegisteredSchema registered = registry.register(type);
                rows.add(List.of(
                        registered.subject(), String.valueOf(registered.version()), String.valueOf(registered.id())));
            }
            TextTable.print(List.of("subject", "version", "id"), rows, out);
            return Outcome.OK;
        }
    }
}
