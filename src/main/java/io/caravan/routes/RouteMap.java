package io.caravan.routes;

import io.caravan.text.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which routes there are, what they are for, and which calls which. */
public final class RouteMap {
    /**
     * A route.
     *
     * @param file in which it stands
     * @param begin what starts it: an endpoint's scheme, or empty where other routes call it
     * @param calls the routes that it calls, and the hooks
     * @param uses the components, besides those that lead to routes
     */
    public record Entry(String file, String id, String begin, String description, Set<String> calls, Set<String> uses) {
        private String folder() {
            return file.replaceFirst("/[^/]*$", "");
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final long beans;
    private final int files;

    /** Looks at what a reader has read. */
    public RouteMap(RouteReader reader) {
        RouteFiles read = reader.files();
        files = read.files().size();
        beans = read.beans().size();
        read.parts("route").stream().map(RouteMap::entry).forEach(entries::add);
        // As they stand within a file.
        entries.sort(Comparator.comparing(Entry::folder).thenComparing(Entry::file));
    }

    private static Entry entry(Field route) {
        List<Endpoint> endpoints = RouteFiles.of(List.of(route)).endpoints();
        String begin = endpoints.stream()
                .filter(endpoint -> endpoint.isFrom() && !endpoint.scheme().equals("direct"))
                .map(Endpoint::scheme)
                .collect(Collectors.joining());
        Set<String> calls = endpoints.stream()
                .filter(endpoint -> endpoint.isLink() && !endpoint.isFrom())
                .map(Endpoint::link)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> uses = endpoints.stream()
                .filter(endpoint -> !endpoint.isLink() && !endpoint.isFrom())
                .map(Endpoint::scheme)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Entry(route.place().file(), route.text("id"), begin, route.text("description"), calls, uses);
    }

    /** Returns all routes, in the order of their folders and files. */
    public List<Entry> entries() {
        return entries;
    }

    /** Returns how many routes, beans and files there are, as a sentence. */
    public String count() {
        return "%s and %s in %s: nothing is wrong with them"
                .formatted(Counted.of(entries.size(), "route"), Counted.of(beans, "bean"), Counted.of(files, "file"));
    }

    /** Returns a picture of them in Mermaid's language, and a table, both in Markdown. */
    public String markdown() {
        return "```mermaid\n" + picture() + "```\n\n" + table();
    }

    private String picture() {
        Map<String, List<Entry>> folders =
                entries.stream().collect(Collectors.groupingBy(Entry::folder, LinkedHashMap::new, Collectors.toList()));
        Set<String> ids = entries.stream().map(Entry::id).collect(Collectors.toSet());
        var picture = new StringBuilder("flowchart LR\n");
        folders.forEach((folder, routes) -> {
            picture.append("    subgraph \"").append(folder).append("\"\n");
            routes.forEach(
                    route -> picture.append("        ").append(node(route)).append('\n'));
            picture.append("    end\n");
        });
        for (Entry entry : entries) {
            for (String called : entry.calls) {
                String arrow = ids.contains(called) ? " --> " : " -.-> ";
                picture.append("    ")
                        .append(entry.id)
                        .append(arrow)
                        .append(called)
                        .append('\n');
            }
        }
        return picture.toString();
    }

    /** What starts by itself is round. */
    private static String node(Entry route) {
        return route.begin.isEmpty() ? route.id : route.id + "([\"" + route.id + "\"])";
    }

    private String table() {
        var table = new StringBuilder("| file | route | started by | calls | what it does |\n|---|---|---|---|---|\n");
        for (Entry entry : entries) {
            List<String> called = new ArrayList<>(entry.uses);
            entry.calls.forEach(id -> called.add("`" + id + "`"));
            table.append("| `%s` | `%s` | %s | %s | %s |%n"
                    .formatted(
                            entry.file,
                            entry.id,
                            entry.begin.isEmpty() ? "call" : entry.begin,
                            String.join(", ", called),
                            entry.description.replace("|", "\\|"))
                    .replace(System.lineSeparator(), "\n"));
        }
        return table.toString();
    }
}
