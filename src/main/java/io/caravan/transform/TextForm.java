package io.caravan.transform;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what a text is that is no JSON, as far as its beginning tells. */
final class TextForm {
    private static final Pattern MARKUP =
            Pattern.compile("(?is)\\s*<(?:!doctype|html|\\?xml|head|body|error|[a-z]+[ >/]).*");
    private static final Pattern PYTHON = Pattern.compile("(?s)\\s*[\\[{(]*\\s*(?:\\{\\s*'.*|u'.*|'.*'\\s*:.*)");
    private static final Pattern ENTITY = Pattern.compile("(?s)\\s*[\\w]+\\(.*");
    /** Names in a row, apart by a comma, a semicolon or a tab, and as many fields in the line below. */
    private static final Pattern HEADER = Pattern.compile("\\s*\"?[\\w. -]*\"?(?:[,;\\t]\"?[\\w. -]*\"?)+");

    private static final Pattern CONSTANT =
            Pattern.compile("-?(?:NaN|Infinity|inf|nan|None|True|False|undefined).*", Pattern.DOTALL);
    private static final Pattern YAML = Pattern.compile("(?s)\\s*(?:---\\s.*|[\\w-]+:\\s.*)");

    private TextForm() {}

    /**
     * Returns what it is, for a message.
     *
     * @param head its first bytes
     * @param rest what stands where no JSON was found
     */
    static Optional<String> of(byte[] head, String rest) {
        String text = new String(head, StandardCharsets.UTF_8);
        if (MARKUP.matcher(text).matches()) {
            return Optional.of("it is HTML or XML, such as an error page, not JSON");
        }
        if (PYTHON.matcher(text).matches() || (ENTITY.matcher(text).matches() && text.contains("'"))) {
            return Optional.of(
                    "it is Python's way to show an object, as str() and print() do, not JSON; write it with json.dump");
        }
        if (CONSTANT.matcher(rest).matches()) {
            return Optional.of(
                    "it holds %s, which is no JSON; write null in its place".formatted(rest.split("[^A-Za-z-]", 2)[0]));
        }
        String line = text.stripLeading().split("\\R", 2)[0];
        if (HEADER.matcher(line).matches()) {
            return Optional.of(
                    "it is CSV or a table of another kind, not JSON; a playlist is read as Spotify's API answers it");
        }
        return YAML.matcher(text).matches() ? Optional.of("it is YAML or plain text, not JSON") : Optional.empty();
    }
}
