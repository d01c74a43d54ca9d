package io.caravan.settings;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.DefaultPropertiesParser;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesLookup;

/**
 * Values of keys that nothing else can change. Camel asks environment variables first, then system properties, and only then
 * what a program sets; its parser has the last word on what was found.
 */
public final class FixedProperties extends DefaultPropertiesParser {
    private final Map<String, String> values;

    private FixedProperties(PropertiesComponent properties, Map<String, String> values) {
        super(properties);
        this.values = Map.copyOf(values);
    }

    /** Lets the values, in which placeholders are resolved, win in a context that has not looked anything up yet. */
    public static void fix(CamelContext context, Map<String, String> values) {
        var properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setPropertiesParser(new FixedProperties(properties, values));
    }

    @Override
    public String parseProperty(String key, String value, PropertiesLookup lookup) {
        return values.getOrDefault(key, value);
    }
}
