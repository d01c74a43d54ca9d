package io.caravan.routes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.camel.spi.annotations.YamlProperty;

/** Values of the fields of steps, as far as Camel tells what they have to be, and fields that a step cannot do without. */
final class ValueRule implements RouteRule {
    private static final String ENUM = "enum:";
    /** A number to YAML may have a fraction, as that by which a pause grows. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d*\\.\\d+");

    /** What Camel does not tell of a route. */
    private static final String AUTO_STARTUP = "autoStartup";

    private final UnaryOperator<String> placeholders;
    private final Map<String, Map<String, YamlProperty>> known = new HashMap<>();

    /**
     * Creates the rule.
     *
     * @param placeholders puts values in the place of keys, or leaves them
     */
    ValueRule(UnaryOperator<String> placeholders) {
        this.placeholders = placeholders;
    }

    @Override
    public void look(RouteFiles files, Consumer<Mistake> told) {
        for (Field field : files.fields()) {
            if (field.key().equals(AUTO_STARTUP)) {
                value(field, "route", "boolean", told);
            } else if (field.isList()) {
                field.children().forEach(element -> look(element, field.key(), told));
            } else {
                look(field, field.key(), told);
            }
        }
    }

    private void look(Field field, String step, Consumer<Mistake> told) {
        if (field.children().isEmpty() || step.equals("steps")) {
            return;
        }
        Map<String, YamlProperty> properties = known.computeIfAbsent(step, StepRule::properties);
        for (Field child : field.children()) {
            YamlProperty property = properties.get(child.key());
            if (property != null) {
                value(child, step, property.type(), told);
            }
        }
        for (Field child : field.children()) {
            if (!properties.containsKey(child.key()) && !StepRule.isLanguage(child.key())) {
                // Camel tells of it, and it is what is missing.
                return;
            }
        }
        missing(field, step, properties, told);
    }

    private static void missing(
            Field field, String step, Map<String, YamlProperty> properties, Consumer<Mistake> told) {
        for (YamlProperty property : properties.values()) {
            if (property.required() && field.get(property.name()) == null) {
                told.accept(
                        new Mistake(field.place(), "%s has no %s; write it below".formatted(step, property.name())));
            }
        }
        if (properties.containsKey("__extends") && !step.equals("sort") && !hasExpression(field)) {
            told.accept(new Mistake(
                    field.place(), "%s has no expression; write one below it, such as simple:".formatted(step)));
        }
    }

    private static boolean hasExpression(Field field) {
        return field.get("expression") != null
                || field.get("dataType") != null
                || field.children().stream().anyMatch(child -> StepRule.isLanguage(child.key()));
    }

    private void value(Field field, String step, String type, Consumer<Mistake> told) {
        String value = placeholders.apply(field.text());
        if (value.isEmpty() || value.contains("{") || value.startsWith("#")) {
            return;
        }
        String problem = "";
        if (type.equals("boolean")) {
            problem = OptionValue.problem(boolean.class, value);
        } else if (type.equals("number")) {
            problem = DECIMAL.matcher(value).matches() ? "" : OptionValue.problem(long.class, value);
        } else if (type.startsWith(ENUM)) {
            problem = OptionValue.notAmong(List.of(type.substring(ENUM.length()).split(",", -1)), value);
        }
        if (!problem.isEmpty()) {
            told.accept(new Mistake(
                    field.place(), "%s of %s is %s, which is %s".formatted(field.key(), step, field.text(), problem)));
        }
    }
}
