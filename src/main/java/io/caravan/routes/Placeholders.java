package io.caravan.routes;

import io.caravan.settings.SettingGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;

/** The settings that stand in a route file as <code>{{key}}</code>. */
final class Placeholders {
    /** One that has to have a value: with no default, no question mark, and none that another language fills. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}:?]+)}}");

    private final CamelContext context;
    private final Map<String, Boolean> known = new HashMap<>();
    private Set<String> declared;

    Placeholders(CamelContext context) {
        this.context = context;
    }

    /** Returns the keys in a text that nothing gives a value. */
    List<String> unknown(String text) {
        if (!text.contains("{{")) {
            return List.of();
        }
        List<String> unknown = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            if (!isKnown(placeholder.group(1))) {
                unknown.add(placeholder.group(1));
            }
        }
        return unknown;
    }

    /** Puts values in the place of keys; those without one stay. */
    String fill(String text) {
        return text.contains("{{") && unknown(text).isEmpty() ? context.resolvePropertyPlaceholders(text) : text;
    }

    /** Returns the keys that somebody may have meant. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>(declared());
        SettingGroup.all().forEach(setting -> keys.add(setting.key()));
        return keys;
    }

    private Set<String> declared() {
        if (declared == null) {
            declared = properties().loadProperties().stringPropertyNames();
        }
        return declared;
    }

    /** Those of the files are asked for at once, which is quicker; the environment may name others. */
    private boolean isKnown(String key) {
        return declared().contains(key)
                || known.computeIfAbsent(
                        key, name -> properties().resolveProperty(name).isPresent());
    }

    private PropertiesComponent properties() {
        return context.getPropertiesComponent();
    }
}
