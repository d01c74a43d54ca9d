package io.caravan.routes;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.dsl.yaml.deserializers.ModelDeserializersResolver;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.spi.annotations.YamlProperty;
import org.apache.camel.spi.annotations.YamlType;

/** Steps that Camel knows. */
final class StepRule implements RouteRule {
    /** Where Camel names them, and what else a route file has keys of. */
    private static final String MODEL = "META-INF/services/org/apache/camel/model.properties";

    private static final ModelDeserializersResolver KNOWN = new ModelDeserializersResolver();

    private static final Map<String, Boolean> LANGUAGES = new ConcurrentHashMap<>();

    private final Set<String> known = new HashSet<>();

    @Override
    public void look(RouteFiles files, Consumer<Mistake> told) {
        for (Field field : files.fields()) {
            if (field.key().equals("steps") && field.isList()) {
                field.children().stream()
                        .filter(element -> element.children().size() == 1)
                        .forEach(element -> look(element.children().get(0), told));
            }
        }
    }

    private void look(Field step, Consumer<Mistake> told) {
        if (known.contains(step.key())) {
            return;
        }
        if (KNOWN.resolve(step.key()) != null) {
            known.add(step.key());
        } else {
            told.accept(
                    new Mistake(step.place(), "there is no step " + step.key() + Mistake.instead(step.key(), names())));
        }
    }

    /** Returns the keys that stand below one, as far as Camel tells. */
    static Set<String> fields(String key) {
        Set<String> fields = new TreeSet<>(properties(key).keySet());
        if (fields.contains("expression")) {
            // The language in which it is written stands there as well.
            fields.addAll(names());
        }
        return fields;
    }

    /** Returns what Camel tells of the keys below one, by their names. */
    static Map<String, YamlProperty> properties(String key) {
        YamlType type = type(key);
        return type == null
                ? Map.of()
                : Stream.of(type.properties()).collect(Collectors.toMap(YamlProperty::name, Function.identity()));
    }

    private static YamlType type(String key) {
        var reader = KNOWN.resolve(key);
        return reader == null ? null : reader.getClass().getAnnotation(YamlType.class);
    }

    /** Returns whether a key is a language in which an expression is written. */
    static boolean isLanguage(String key) {
        return LANGUAGES.computeIfAbsent(key, StepRule::isExpression);
    }

    private static boolean isExpression(String key) {
        YamlType type = type(key);
        return type != null && ExpressionDefinition.class.isAssignableFrom(type.types()[0]);
    }

    /** Returns what a route file has keys of. */
    static Set<String> names() {
        return ClassPath.lines(MODEL).stream()
                .filter(name -> KNOWN.resolve(name) != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
