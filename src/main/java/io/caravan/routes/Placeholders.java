package io.caravan.routes;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;

/** The settings that stand in a route file as <code>{{key}}</code>. */
final class Placeholders {
    /** One that has to have a value: with no default, no question mark, and none that another language fills. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}:?]+)}}");

    private final CamelContext context;
    private final Map<String, Boolean> known = new HashMap<>();

    Placeholders(CamelContext context) {
        this.context = context;
    }

    /** Returns the keys in a text that nothing gives a value. */
    Stream<String> unknown(String text) {
        return text.contains("{{")
                ? PLACEHOLDER
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .filter(key -> !isKnown(key))
                : Stream.empty();
    }

    /** Puts values in the place of keys; those without one stay. */
    String fill(String text) {
        return text.contains("{{") && unknown(text).findAny().isEmpty()
                ? context.resolvePropertyPlaceholders(text)
                : text;
    }

    /** Returns the keys that have a value. */
    Set<String> keys() {
        return new TreeSet<>(properties().loadProperties().stringPropertyNames());
    }

    private boolean isKnown(String key) {
        return known.computeIfAbsent(
                key, name -> properties().resolveProperty(name).isPresent());
    }

    private PropertiesComponent properties() {
        return context.getPropertiesComponent();
    }
}
