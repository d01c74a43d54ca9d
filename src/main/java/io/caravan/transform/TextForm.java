package io.caravan.transform;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what a text is that is no JSON, as far as its beginning tells. */
final class TextForm {
    private static final Pattern MARKUP =
            Pattern.compile("(?is)\\s*<(?:!doctype|html|\\?xml|head|body|error|[a-z]+[ >/]).*");
    private static final Pattern PYTHON =
            Pattern.compile("(?s)\\s*[\\[{(]*\\s*(?:\\{\\s*'.*|u'.*|'.*'\\s*:.*|\\w+\\([^)]*'.*)");
    private static final Pattern CONSTANT =
            Pattern.compile("-?(?:NaN|Infinity|inf|nan|None|True|False|undefined).*", Pattern.DOTALL);
    /** Fields in a row, apart by a comma, a semicolon or a tab. */
    private static final Pattern TABLE = Pattern.compile("[^{\\[<][^{}\\[\\]<>]*[,;\\t][^{}<>]*");

    private TextForm() {}

    /**
     * Returns what it is, for a message; nothing where it begins as JSON does.
     *
     * @param head its first bytes
     * @param rest what stands where no JSON was found
     */
    static Optional<String> of(byte[] head, String rest) {
        String text = new String(head, StandardCharsets.UTF_8);
        if (MARKUP.matcher(text).matches()) {
            return Optional.of("it is HTML or XML, such as an error page, not JSON");
        }
        if (PYTHON.matcher(text).matches()) {
            return Optional.of(
                    "it is Python's way to show an object, as str() and print() do, not JSON; write it with json.dump");
        }
        if (CONSTANT.matcher(rest).matches()) {
            return Optional.of(
                    "it holds %s, which is no JSON; write null in its place".formatted(rest.split("[^A-Za-z-]", 2)[0]));
        }
        String start = text.stripLeading();
        if (isTable(head)) {
            return Optional.of(
                    "it is CSV or a table of another kind, not JSON; a playlist is read as Spotify's API answers it");
        }
        return start.isEmpty() || start.startsWith("{") || start.startsWith("[")
                ? Optional.empty()
                : Optional.of("it is plain text, YAML or a table of one column, not JSON");
    }

    /** Returns whether the first line is one of a table; up to its first comma it may be JSON. */
    static boolean isTable(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8).stripLeading();
        return TABLE.matcher(text.split("\\R", 2)[0]).matches();
    }
}
