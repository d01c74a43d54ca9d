package io.caravan.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.spi.Language;
import org.apache.camel.util.ObjectHelper;

/** Expressions, read by their languages as they are when the route is made; those keep what they have read, so that nothing is read twice. */
final class ExpressionRule implements RouteRule {
    private static final String SIMPLE = "simple";
    /** Where an expression is a condition. */
    private static final Set<String> CONDITIONS =
            Set.of("filter", "when", "validate", "onWhen", "handled", "continued", "retryWhile", "completionPredicate");
    /** Where Camel names its functions. */
    private static final String FUNCTIONS = "META-INF/org/apache/camel/language/simple/simple.json";

    private static final Pattern FUNCTION =
            Pattern.compile("\"([A-Za-z]+)[^\"]*\": \\{ \"index\".*\"kind\": \"function\".*");
    private static final Pattern UNKNOWN = Pattern.compile("Unknown function: (\\w+)(.*)");
    private static final Pattern UNEXPECTED = Pattern.compile("(?:Unexpected token|unexpected token) ?(.*)");
    /** What a method is given. */
    private static final Pattern ARGUMENTS = Pattern.compile("\\w+\\((.*)\\)");

    private final CamelContext context;
    private final Placeholders placeholders;

    ExpressionRule(CamelContext context, Placeholders placeholders) {
        this.context = context;
        this.placeholders = placeholders;
    }

    @Override
    public void look(RouteFiles files, Consumer<Mistake> told) {
        for (Field field : files.fields()) {
            if (field.key().equals(Field.ELEMENT)) {
                // It was looked at with its list.
                continue;
            }
            boolean isCondition = CONDITIONS.contains(field.key());
            for (Field child : field.children()) {
                if (child.key().equals(Field.ELEMENT)) {
                    child.children().forEach(inner -> language(inner, isCondition, told));
                } else if (child.key().equals("expression") && child.text().isEmpty()) {
                    child.children().forEach(inner -> language(inner, isCondition, told));
                } else {
                    language(child, isCondition, told);
                }
            }
            texts(field, told);
        }
    }

    /** Looks at texts that are simple without saying so. */
    private void texts(Field field, Consumer<Mistake> told) {
        if (field.key().equals("log")) {
            Field message = field.get("message") == null ? field : field.get("message");
            if (field.text("logLanguage").isEmpty()) {
                look(message, SIMPLE, false, told);
            }
        } else if (field.key().equals("toD")) {
            List<Field> parts = new ArrayList<>();
            field.addTo(parts);
            parts.stream().filter(part -> part.text().contains("${")).forEach(part -> look(part, SIMPLE, false, told));
        } else if (field.key().equals("method")) {
            Matcher arguments = ARGUMENTS.matcher(field.text());
            if (arguments.matches() && arguments.group(1).contains("${")) {
                look(field, SIMPLE, arguments.group(1), false, told);
            }
        }
    }

    private void language(Field field, boolean isCondition, Consumer<Mistake> told) {
        if (!StepRule.isLanguage(field.key())
                || field.key().equals("method")
                || field.key().equals("ref")) {
            return;
        }
        Field inner = field.get("expression");
        boolean isNamed = field.key().equals("language");
        if (isNamed && inner == null) {
            return;
        }
        String name = isNamed ? field.text("language") : field.key();
        Field written = inner == null ? field : inner;
        if (name.equals(SIMPLE) && inner == null && field.text().isEmpty()) {
            told.accept(new Mistake(field.place(), "simple has no expression; write it below"));
        }
        if (!name.isEmpty() && !written.text().isEmpty()) {
            look(written, name, isCondition, told);
        }
    }

    private void look(Field written, String language, boolean isCondition, Consumer<Mistake> told) {
        look(written, language, written.text(), isCondition, told);
    }

    private void look(Field written, String name, String text, boolean isCondition, Consumer<Mistake> told) {
        String filled = placeholders.fill(text).strip();
        if (filled.isEmpty() || filled.contains("{{")) {
            return;
        }
        try {
            Language language = context.resolveLanguage(name);
            if (isCondition) {
                language.createPredicate(filled);
            } else {
                language.createExpression(filled);
            }
        } catch (NoSuchLanguageException e) {
            told.accept(new Mistake(
                    written.place(),
                    "there is no language %s beside the jar; write it in simple, or put the jar of the language into lib/"
                            .formatted(name)));
        } catch (RuntimeException e) {
            if (ObjectHelper.getException(NoSuchBeanException.class, e) != null) {
                // Another rule tells of beans.
                return;
            }
            told.accept(new Mistake(
                    written.place(),
                    "the %s expression %s cannot be read: %s"
                            .formatted(name, text.replaceAll("\\s+", " "), words(e, text))));
        }
    }

    /** Words that may hold the value of a setting, which may be a secret, are left out. */
    private static String words(Throwable e, String text) {
        if (text.contains("{{")) {
            return "its language does not take it with the values of its settings";
        }
        return words(e);
    }

    private static String words(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String said =
                String.valueOf(root.getMessage()).lines().findFirst().orElse("").replaceFirst(" at location \\d+$", "");
        if (said.startsWith("expected symbol functionEnd")) {
            return "a ${ has no } that closes it";
        }
        if (said.startsWith("expected symbol singleQuote") || said.startsWith("expected symbol doubleQuote")) {
            return "a quote is not closed";
        }
        Matcher unknown = UNKNOWN.matcher(said);
        if (unknown.matches()) {
            String word = unknown.group(1);
            return "there is no function " + word + unknown.group(2) + Mistake.instead(word, functions());
        }
        Matcher unexpected = UNEXPECTED.matcher(said);
        return unexpected.matches()
                ? "%s is not understood there; compare two values as in ${header.n} == 1, with blanks around the sign"
                        .formatted(
                                unexpected.group(1).isBlank()
                                        ? "a sign"
                                        : unexpected.group(1).strip())
                : said;
    }

    private static Set<String> functions() {
        return ClassPath.lines(FUNCTIONS).stream()
                .map(line -> FUNCTION.matcher(line.strip()))
                .filter(Matcher::matches)
                .map(function -> function.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
