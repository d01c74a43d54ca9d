package io.caravan.wiring;

import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What the route files declare of beans. Those called {@code beans.camel.yaml} are read at once, the others where a bean is in none of them. */
final class BeanDeclarations {
    private static final String FILE = "beans.camel.yaml";
    private static final List<String> KEYS = List.of(
            "name",
            "type",
            "constructors",
            "properties",
            "factoryMethod",
            "builderClass",
            "builderMethod",
            "destroyMethod");

    private final Path routes;
    private final Map<String, Map<?, ?>> byName = new HashMap<>();

    BeanDeclarations(Path routes) {
        this.routes = routes;
        for (String folder : List.of("", "tables", "stream")) {
            Path file = routes.resolve(folder).resolve(FILE);
            if (Files.exists(file)) {
                read(file);
            }
        }
    }

    /**
     * Returns the declaration of a bean.
     *
     * @throws ConfigurationException when nobody declares it, or it says what only Camel understands
     */
    Map<?, ?> of(String name) {
        if (!byName.containsKey(name)) {
            readTheOthers();
        }
        Map<?, ?> declaration = byName.get(name);
        if (declaration == null) {
            throw new ConfigurationException(routes + "/ declares no bean " + name + "; take " + FILE + " as it ships");
        }
        checkKeys(name, declaration);
        return declaration;
    }

    private void readTheOthers() {
        try (Stream<Path> files = Files.walk(routes)) {
            files.filter(file -> file.toString().endsWith(".camel.yaml") && !file.endsWith(FILE))
                    .sorted()
                    .forEach(this::read);
        } catch (IOException e) {
            throw new ConfigurationException("The folder " + routes + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void read(Path file) {
        var load = new Load(LoadSettings.builder().setLabel(file.toString()).build());
        try (InputStream in = Files.newInputStream(file)) {
            if (load.loadFromInputStream(in) instanceof List<?> steps) {
                steps.forEach(this::declare);
            }
        } catch (IOException | YamlEngineException | ClassCastException e) {
            throw new ConfigurationException(
                    file + " cannot be read: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ")
                            + "; mend it, or take it as it ships",
                    e);
        }
    }

    private void declare(Object step) {
        if (step instanceof Map<?, ?> map && map.get("beans") instanceof List<?> beans) {
            for (Object bean : beans) {
                byName.put(DeclaredBeans.text((Map<?, ?>) bean, "name"), (Map<?, ?>) bean);
            }
        }
    }

    /** What Camel alone understands would be passed over without a word. */
    private static void checkKeys(String name, Map<?, ?> declaration) {
        for (Object key : declaration.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new ConfigurationException(
                        "The bean %s says %s, which only routes understand; this command takes %s"
                                .formatted(name, key, String.join(", ", KEYS)));
            }
        }
    }
}
