package io.caravan.routes;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.dsl.yaml.deserializers.ModelDeserializersResolver;
import org.apache.camel.spi.annotations.YamlProperty;
import org.apache.camel.spi.annotations.YamlType;

/** Steps that Camel knows. */
final class StepRule implements RouteRule {
    /** Where Camel names them, and what else a route file has keys of. */
    private static final String MODEL = "META-INF/services/org/apache/camel/model.properties";

    private static final ModelDeserializersResolver KNOWN = new ModelDeserializersResolver();

    private final Set<String> known = new HashSet<>();

    @Override
    public void look(RouteFiles files, Consumer<Mistake> told) {
        for (Field field : files.fields()) {
            if (field.key().equals("steps")) {
                field.children().forEach(element -> element.children().forEach(step -> look(step, told)));
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
        var reader = KNOWN.resolve(key);
        YamlType type = reader == null ? null : reader.getClass().getAnnotation(YamlType.class);
        if (type == null) {
            return Set.of();
        }
        Set<String> fields =
                Stream.of(type.properties()).map(YamlProperty::name).collect(Collectors.toCollection(TreeSet::new));
        if (fields.contains("expression")) {
            // The language in which it is written stands there as well.
            fields.addAll(names());
        }
        return fields;
    }

    /** Returns what a route file has keys of. */
    static Set<String> names() {
        return ClassPath.lines(MODEL).stream()
                .filter(name -> KNOWN.resolve(name) != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
