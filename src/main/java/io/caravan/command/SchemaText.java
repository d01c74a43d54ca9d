package io.caravan.command;

import io.caravan.schema.SchemaReport;
import io.caravan.schema.SchemaReport.FormReport;
import io.caravan.schema.SchemaReport.PathReport;
import io.caravan.text.Counted;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The forms of raw objects for a person: a table a form, then what is new and what could not be read. */
final class SchemaText {
    private SchemaText() {}

    static void print(SchemaReport report, PrintWriter out) {
        for (FormReport form : report.forms()) {
            long waiting = report.waiting().stream()
                    .filter(object -> object.form().equals(form.form()))
                    .count();
            out.println("%s%s%s%s"
                    .formatted(
                            name(form),
                            form.objects() == 0
                                    ? ""
                                    : ": " + objects(form.objects()) + ", " + days(form.since(), form.until()),
                            waiting == 0 ? "" : (form.objects() == 0 ? ": " : ", and ") + waiting + " in the inbox",
                            form.isNew() ? " (new)" : ""));
            TextTable.print(List.of("path", "type", "objects", "days", "for example"), rows(form), out);
            out.println();
        }
        news(report, out);
        report.unreadable()
                .forEach(object -> out.println(
                        "Not read: " + TextTable.plain(object.key()) + ": " + TextTable.plain(object.problem())));
        if (report.late() > 0) {
            out.println("Not read: " + objects(report.late())
                    + " of days of which it is no longer remembered what was read; --again reads all");
        }
        if (report.leftOut() > 0) {
            out.println("Left out: paths beyond the number that is remembered, met "
                    + Counted.of(report.leftOut(), "time"));
        }
        if (!report.remembered()) {
            out.println("Not remembered: these days were only told, or somebody else asked at the same time");
        }
        out.println("(%s read, %d known from before, %d in the inbox, %d not readable)"
                .formatted(
                        objects(report.lookedAt()),
                        report.knownBefore(),
                        report.waiting().size(),
                        report.unreadable().size()));
    }

    private static void news(SchemaReport report, PrintWriter out) {
        long all = 0;
        for (FormReport form : report.forms()) {
            for (PathReport path : form.paths()) {
                if (path.isNew() && !form.isNew()) {
                    out.println(TextTable.plain("New: %s %s in %s%s"
                            .formatted(
                                    path.path(),
                                    path.type(),
                                    name(form),
                                    path.example() == null ? "" : ", for example " + path.example())));
                }
                all += path.isNew() ? 1 : 0;
            }
        }
        if (all == 0) {
            out.println("Nothing is new.");
        }
    }

    private static String name(FormReport form) {
        return form.form().equals("caravan") ? "Caravan's own raw objects" : "Other raw objects, " + form.form();
    }

    /** Types that came in the same objects, as far as numbers and days tell, share a line, and what comes with the place above says no more. */
    private static List<List<String>> rows(FormReport form) {
        Map<List<Object>, List<PathReport>> lines = form.paths().stream()
                .collect(Collectors.groupingBy(
                        path -> List.of(path.path(), path.objects(), days(path)),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<List<String>> rows = new ArrayList<>();
        Deque<PathReport> above = new ArrayDeque<>();
        for (List<PathReport> paths : lines.values()) {
            PathReport first = paths.get(0);
            above.removeIf(place -> !first.path().startsWith(place.path()));
            boolean isAsAbove = above.stream()
                    .filter(place -> isIn(first.path(), place))
                    .findFirst()
                    .map(place ->
                            first.objects() == place.objects() && days(first).equals(days(place)))
                    .orElse(first.example() == null);
            rows.add(List.of(
                    first.path(),
                    paths.stream().map(PathReport::type).collect(Collectors.joining(", ")),
                    isAsAbove ? "" : first.objects() == 0 ? "waiting" : String.valueOf(first.objects()),
                    isAsAbove ? "" : days(first),
                    isAsAbove || first.example() == null ? "" : first.example()));
            paths.stream()
                    .filter(path -> path.type().equals("object") || path.type().equals("array"))
                    .forEach(above::push);
        }
        return rows;
    }

    /** Returns whether a path leads into the objects, or the lists, of a place. */
    private static boolean isIn(String path, PathReport place) {
        return path.length() > place.path().length()
                && path.charAt(place.path().length()) == (place.type().equals("object") ? '.' : '[');
    }

    private static String days(PathReport path) {
        return days(path.since(), path.until());
    }

    private static String objects(long count) {
        return Counted.of(count, "object");
    }

    private static String days(String since, String until) {
        return since == null ? "" : since.equals(until) ? since : since + " to " + until;
    }
}
