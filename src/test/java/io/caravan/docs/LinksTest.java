package io.caravan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages refer to is there: each other's sections, and the files of the repository. */
class LinksTest {
    private final Map<String, Page> pages =
            Page.all().stream().collect(Collectors.toMap(Page::name, Function.identity()));
    private final List<String> problems = new ArrayList<>();

    @Test
    void everyLinkLeadsToAFileAndASectionThatIsThere() {
        for (Page page : pages.values()) {
            for (String link : page.links()) {
                if (!link.matches("https?://.*") && !leads(target(page, link), section(link))) {
                    problems.add(page.name() + ": " + link);
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(pages.values().stream().flatMap(page -> page.links().stream()))
                .hasSizeGreaterThan(50);
    }

    private boolean leads(String file, String section) {
        return section.isEmpty()
                ? Files.exists(Path.of(file))
                : pages.containsKey(file) && pages.get(file).anchors().contains(section);
    }

    private static String section(String link) {
        return link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
    }

    private static String target(Page page, String link) {
        String file = link.replaceFirst("#.*", "");
        return file.isEmpty()
                ? page.name()
                : Path.of(page.name())
                        .resolveSibling(file)
                        .normalize()
                        .toString()
                        .replace('\\', '/');
    }

    @Test
    void everyPageIsReachedFromTheReadme() {
        Set<String> reached = new HashSet<>(Set.of("README.md"));
        var left = new ArrayDeque<>(reached);
        while (!left.isEmpty()) {
            Page page = pages.get(left.remove());
            page.links().stream()
                    .map(link -> target(page, link))
                    .filter(pages::containsKey)
                    .filter(reached::add)
                    .forEach(left::add);
        }

        assertThat(reached).containsExactlyInAnyOrderElementsOf(pages.keySet());
    }

    @Test
    void everyFileOfTheRepositoryThatIsNamedIsThere() throws IOException {
        for (Page page : pages.values()) {
            for (String span : page.spans()) {
                if (span.matches("(src|docker|routes(?!/local/)|sql|docs|findings|\\.ci)/[A-Za-z0-9_./*-]+")
                        && !isThere(span)) {
                    problems.add(page.name() + ": " + span);
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private static boolean isThere(String path) throws IOException {
        if (!path.contains("*")) {
            return Files.exists(Path.of(path));
        }
        var pattern = FileSystems.getDefault().getPathMatcher("glob:" + path);
        try (Stream<Path> files = Files.walk(Path.of(path.replaceFirst("/[^/]*\\*.*", "")))) {
            return files.anyMatch(pattern::matches);
        }
    }

    @Test
    void everyClassAndEveryTestThatIsNamedIsThere() throws IOException {
        Set<String> classes = new HashSet<>();
        Set<String> words = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".java")).toList()) {
                classes.add(file.getFileName().toString().replace(".java", ""));
                if (file.startsWith("src/test")) {
                    words.addAll(List.of(Files.readString(file).split("\\W+")));
                }
            }
        }
        for (Page page : pages.values()) {
            for (String span : page.spans()) {
                String test = span.replaceFirst("^(\\w+\\.)?\\w+#", "");
                boolean isClass = span.matches("[A-Z]\\w+(Test|IT)|[A-Z]\\w*\\.java");
                boolean isTest = test.matches("[a-z]+([A-Z][a-z]*){3,}");
                if ((isClass && !classes.contains(span.replace(".java", ""))) || (isTest && !words.contains(test))) {
                    problems.add(page.name() + ": " + span);
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void theReadmeIsReadInOneGo() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void headingsAreCalledAsTheyAreByWhoShowsThePage() {
        Page page = Page.parse(
                "page.md",
                List.of("# What lies there: `schema --raw`", "## It's", "```sh", "# none", "```", "## It's"));

        assertThat(page.anchors()).containsExactly("what-lies-there-schema---raw", "its", "its-1");
    }
}
