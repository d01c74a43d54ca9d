package io.caravan.model;

import io.caravan.model.Table.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables and views as sources of a dbt project: sentences, and tests that follow from keys and references. */
final class DbtSources {
    private static final Pattern VIEW = Pattern.compile("(?m)^create or replace view (\\w+) as$");

    private DbtSources() {}

    /** Returns the file of all sources. */
    static String of(List<Path> views) throws IOException {
        var text = new StringBuilder("""
                # Generated from the table model; CONTRIBUTING.md says how.
                version: 2

                sources:
                  - name: caravan
                    description: What Caravan loads
                    schema: "{{ var('caravan_schema') }}"
                    tables:
                """);
        // What loads need among themselves is nobody else's.
        Stream.of(Table.values())
                .filter(table -> table.kind() != Kind.CONTROL)
                .map(DbtSources::table)
                .forEach(text::append);
        for (Path view : views) {
            text.append("      - name: ").append(nameOf(view)).append('\n');
        }
        return text.toString();
    }

    private static String nameOf(Path view) throws IOException {
        var found = VIEW.matcher(Files.readString(view));
        if (!found.find()) {
            throw new IllegalStateException(view + " makes no view");
        }
        return found.group(1);
    }

    private static String table(Table table) {
        return "      - name: " + table.sqlName() + "\n        description: " + Engine.literal(table.sentence()) + "\n"
                + together(table) + "        columns:\n"
                + table.kept().stream().map(column -> column(table, column)).collect(Collectors.joining());
    }

    /** Of one column the key is tested where the column stands. */
    private static String together(Table table) {
        if (table.key().size() == 1) {
            return "";
        }
        return """
                        data_tests:
                          - unique_together:
                              arguments:
                                columns: [%s]
                """.formatted(table.key().stream().map(Column::name).collect(Collectors.joining(", ")));
    }

    private static String column(Table table, Column column) {
        String tests = (column.isKey() && table.key().size() == 1 ? "              - unique\n" : "")
                + (column.isRequired() ? "              - not_null\n" : "")
                + reference(column);
        return "          - name: " + column.name() + "\n            description: " + Engine.literal(column.sentence())
                + "\n" + (tests.isEmpty() ? "" : "            data_tests:\n" + tests);
    }

    private static String reference(Column column) {
        if (column.references() == null) {
            return "";
        }
        return """
                              - relationships:
                                  arguments:
                                    to: source('caravan', '%s')
                                    field: %s
                """.formatted(Table.of(column.references()).sqlName(), column.name());
    }
}
