package io.caravan.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What {@code docs/routes.md} gives its readers to copy. */
public final class Recipes {
    private static final Path PAGE = Path.of("docs/routes.md");
    private static final Pattern ROUTE = Pattern.compile(
            "^`routes/local/([a-z-]+)\\.camel\\.yaml`[^`].*?^```yaml\n(.*?)^```\n", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern JAVA = Pattern.compile("^```java\n(.*?)^```\n", Pattern.DOTALL | Pattern.MULTILINE);

    private Recipes() {}

    /** Returns the text of all route files, by their names without the ending. */
    public static Map<String, String> routes() throws IOException {
        Map<String, String> routes = new TreeMap<>();
        ROUTE.matcher(Files.readString(PAGE)).results().forEach(found -> routes.put(found.group(1), found.group(2)));
        return routes;
    }

    static String route(String name) throws IOException {
        return routes().get(name);
    }

    /** Returns the n-th line of Java, from 0. */
    public static String java(int n) throws IOException {
        return JAVA.matcher(Files.readString(PAGE)).results().toList().get(n).group(1);
    }
}
