package io.caravan.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Why a file is no YAML, told to whom typed it: the reader of YAML tells of tokens and blocks, and often of a later line. */
final class YamlMistake {
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();
    /** A value that is a setting, without quotes. */
    private static final Pattern SETTING = Pattern.compile("\\s*(?:- +|[\\w.-]+: +)+\\{\\{.*");
    /** A key with its value behind it, and a colon in that. */
    private static final Pattern TWO_COLONS = Pattern.compile("\\s*(?:- +)*[\\w.-]+: +[^\\s\"'].*:(?: .*)?");
    /** A key whose colon has no blank behind it. */
    private static final Pattern NO_BLANK = Pattern.compile("\\s*(?:- +)*[A-Za-z]+:[^\\s:/].*");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final String text;
    private final List<String> lines;

    private YamlMistake(String file, String text) {
        this.file = file;
        this.text = text;
        this.lines = text.lines().toList();
    }

    /**
     * Reads a file.
     *
     * @param told is given the mistake for which it cannot be read
     * @return empty where it cannot, or where nothing is in it
     */
    static Optional<Field> read(String file, byte[] bytes, Consumer<Mistake> told) {
        Mistake letter = letter(file, bytes);
        if (letter != null) {
            told.accept(letter);
            return Optional.empty();
        }
        var text = new String(bytes, UTF_8);
        try {
            return new Compose(SETTINGS).composeString(text).map(root -> Field.of(file, root));
        } catch (YamlEngineException e) {
            told.accept(new YamlMistake(file, text).of(e));
            return Optional.empty();
        }
    }

    /** Returns that a file is no text as it has to be; null where it is. */
    static Mistake letter(String file, byte[] bytes) {
        var chars = CharBuffer.allocate(bytes.length);
        boolean isText =
                UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), chars, true).isUnderflow();
        chars.flip();
        if (!isText) {
            int line = 1 + (int) chars.chars().filter(c -> c == '\n').count();
            return new Mistake(new Place(file, line), "there is a letter that is not UTF-8; save the file as UTF-8");
        }
        return chars.length() > 0 && chars.charAt(0) == BYTE_ORDER_MARK
                ? new Mistake(
                        new Place(file, 1),
                        "before the first letter stands a byte order mark, which shows nowhere; save the file as UTF-8 without BOM")
                : null;
    }

    private Mistake of(YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            return marked(marked, line(marked.getProblemMark().get()));
        }
        // A key that is no word, or a sign that shows nowhere: the only ones without a place.
        int line = lineOf(SETTING);
        return line > 0 ? setting(line) : at(1, e.getMessage() + " Put values that hold signs of YAML between quotes");
    }

    private Mistake marked(MarkedYamlEngineException e, int line) {
        String problem = e.getProblem();
        int begun = e.getContextMark().map(YamlMistake::line).orElse(line);
        if (SETTING.matcher(line(line)).matches()) {
            return setting(line);
        }
        int quote = openQuote(line);
        if (quote > 0) {
            return at(quote, "a quote opens here and is closed only in a later line; close it in this one");
        }
        if (problem.contains("unexpected end of stream")) {
            return at(begun, "a quote opens here, and nothing closes it; close it at the end of the value");
        }
        if (problem.contains("(TAB)")) {
            return at(line, "a tab stands at the beginning; put blanks in its place");
        }
        if (problem.contains("cannot start any token") || problem.contains("alias")) {
            return at(line, "a value cannot begin with this sign; put it between quotes");
        }
        if (problem.contains("escape character")) {
            return at(line, "a backslash means something between double quotes; put the value between single ones");
        }
        if (problem.startsWith("expected ',' or")) {
            return at(begun, "a [ or { opens here and is not closed; close it, or put the value between quotes");
        }
        if (problem.contains("another document")) {
            return at(
                    line,
                    "a second document begins here; take the line out, or make a file of its own of what follows");
        }
        if (problem.startsWith("mapping values")) {
            return colon(line);
        }
        return problem.startsWith("expected <block end>")
                ? block(begun, line)
                : at(line, problem + "; see the lines above, too");
    }

    private Mistake colon(int line) {
        if (TWO_COLONS.matcher(line(line)).matches()) {
            return at(line, "a colon stands within the value; put the value between quotes");
        }
        if (line > 1 && NO_BLANK.matcher(line(line - 1)).matches()) {
            return at(line - 1, "behind the colon there is no blank; write one");
        }
        return at(
                line,
                "this line is indented further than the one before it allows; let keys that belong together begin in one column");
    }

    private Mistake block(int begun, int line) {
        if (line(line).matches(".*[\"'].*[\"'].*")) {
            return at(
                    line,
                    "behind the closing quote stands more; put the whole value between quotes, of the other kind where one is in it");
        }
        return at(
                line,
                "this line is not indented as those of its block, which begins in line %d; let keys that belong together begin in one column"
                        .formatted(begun));
    }

    private Mistake setting(int line) {
        return at(line, "a value that begins with {{ has to stand between quotes, such as \"{{own.folder}}\"");
    }

    /** Returns the line of a quote that was to end on it and has ended at another one, right before where reading failed; 0 for none. */
    private int openQuote(int problem) {
        int line = 0;
        try {
            for (Event event : new Parse(SETTINGS).parseString(text)) {
                int begin = event.getStartMark().map(YamlMistake::line).orElse(0);
                int end = event.getEndMark().map(YamlMistake::line).orElse(0);
                boolean isQuoted = event instanceof ScalarEvent scalar
                        && (scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
                                || scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED);
                line = isQuoted && begin < end && end >= problem - 1 ? begin : line;
            }
        } catch (YamlEngineException e) {
            return line;
        }
        return line;
    }

    private int lineOf(Pattern pattern) {
        for (int line = 1; line <= lines.size(); line++) {
            if (pattern.matcher(line(line)).matches()) {
                return line;
            }
        }
        return 0;
    }

    private String line(int number) {
        return number > lines.size() ? "" : lines.get(number - 1);
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    private Mistake at(int line, String sentence) {
        return new Mistake(new Place(file, line), sentence);
    }
}
