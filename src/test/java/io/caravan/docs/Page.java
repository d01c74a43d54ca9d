package io.caravan.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, taken apart.
 *
 * @param name its path in the repository
 * @param anchors what its headings are called in a link
 * @param blocks what stands between fences, where a language is named
 * @param text all the rest, with the lines of a paragraph as they are
 */
public record Page(String name, List<String> anchors, List<Block> blocks, String text) {
    private static final Pattern FENCE = Pattern.compile("^( *)```(\\w*)$");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.*)$");
    private static final Pattern SPAN = Pattern.compile("`([^`\n]+(?:\n[^`\n]+)?)`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\[\\]]+]\\(([^()\\s]+)\\)");

    /** Returns the pages of the repository. */
    public static List<Page> all() {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md")
                                    .map(Path::of),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a block by its name. */
    public static Block block(String name) {
        return all().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No page has " + name));
    }

    private static Page read(Path file) {
        try {
            return parse(file.toString().replace('\\', '/'), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page parse(String name, List<String> lines) {
        List<String> anchors = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            var fence = FENCE.matcher(lines.get(i));
            var heading = HEADING.matcher(lines.get(i));
            if (fence.matches()) {
                int end = i + 1;
                while (!lines.get(end).equals(fence.group(1) + "```")) {
                    end++;
                }
                if (!fence.group(2).isEmpty()) {
                    String section = name + "#" + anchors.get(anchors.size() - 1);
                    int number = numbers.merge(section, 1, Integer::sum);
                    blocks.add(new Block(
                            number == 1 ? section : section + "/" + number,
                            fence.group(2),
                            lines.subList(i + 1, end).stream()
                                    .map(line -> line.substring(Math.min(line.length(), fence.end(1))) + "\n")
                                    .reduce("", String::concat)));
                }
                i = end;
            } else {
                if (heading.matches()) {
                    anchors.add(anchor(heading.group(1), anchors));
                }
                text.append(lines.get(i)).append('\n');
            }
        }
        return new Page(name, List.copyOf(anchors), List.copyOf(blocks), text.toString());
    }

    /** Returns what GitHub calls a heading: small letters, digits, hyphens for spaces; a second one of a name has a number. */
    private static String anchor(String heading, List<String> before) {
        String plain = heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        long same = before.stream()
                .filter(anchor -> anchor.equals(plain) || anchor.matches(Pattern.quote(plain) + "-\\d+"))
                .count();
        return same == 0 ? plain : plain + "-" + same;
    }

    /** Returns what stands between backquotes, on one line each. */
    List<String> spans() {
        return SPAN.matcher(text)
                .results()
                .map(span -> span.group(1).replace("\\|", "|").replace('\n', ' '))
                .toList();
    }

    /** Returns where its links lead. */
    List<String> links() {
        return LINK.matcher(SPAN.matcher(text).replaceAll("``"))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
    }

    /**
     * Commands, or something else that a machine reads.
     *
     * @param name page and section, and which one of the section it is
     * @param language as the fence says
     */
    public record Block(String name, String language, String text) {
        String page() {
            return name.substring(0, name.indexOf('#'));
        }
    }
}
