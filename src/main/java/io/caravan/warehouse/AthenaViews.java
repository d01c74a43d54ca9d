package io.caravan.warehouse;

import io.caravan.model.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The views of a warehouse over the lake's tables, for Athena and Trino. They are made in a database of their own, in which each table has the
 * name, the rows and the columns that it has in a warehouse; so the questions are asked as they are there.
 */
public final class AthenaViews {
    /** The name of their folder, beside those of the engines. */
    public static final String FOLDER = "athena";

    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*\n");

    private AthenaViews() {}

    /**
     * Returns the statements in the order in which they are to be run, by the names of their views.
     *
     * @param folder such as {@code sql/athena}, beside {@code sql/common}
     * @param database that of the lake's tables: value of {@code tables.namespace}
     * @param partsWithin value of {@code lake.parts-within}
     */
    public static Map<String, String> of(Path folder, String database, Duration partsWithin) {
        SqlFiles files = SqlFiles.ofViews(folder);
        var order = new ViewOrder(files);
        Set<String> missing = Stream.of(Table.values()).map(Table::sqlName).collect(Collectors.toSet());
        order.names().forEach(name -> missing.remove(order.view(name)));
        var views = new LinkedHashMap<String, String>();
        for (String name : order.names()) {
            // A question over what only a warehouse has cannot be asked here, nor one over such a question.
            if (order.reads(name, missing)) {
                missing.add(order.view(name));
                continue;
            }
            String statement = COMMENT.matcher(files.statement(name))
                    .replaceAll("")
                    .replace(":lake.", database + ".")
                    .replace(":parts_within", seconds(partsWithin.toMillis() - 1));
            views.put(order.view(name), statement.strip());
        }
        return views;
    }

    /** Times are told to the millisecond, and of two that are as far apart as is told the earlier one is too early. */
    private static String seconds(long millis) {
        return "%d.%03d".formatted(millis / 1000, millis % 1000);
    }
}
