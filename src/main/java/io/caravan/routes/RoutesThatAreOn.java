package io.caravan.routes;

import io.caravan.failure.ConfigurationException;
import io.caravan.settings.Settings;
import io.caravan.sink.LoadSource;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which route files Camel reads: the routes of what is off are not read, as what they are made of need not be there either. */
public final class RoutesThatAreOn {
    private RoutesThatAreOn() {}

    /**
     * Returns the pattern of the files.
     *
     * @throws ConfigurationException where something is on, and the folder of its routes is missing
     */
    public static String pattern(Settings settings) {
        var read = new StringBuilder("file:routes/*.camel.yaml");
        if (settings.hasTables()) {
            read.append(more("tables", "tables.catalogue"));
        }
        if (settings.hasStream()) {
            read.append(more("stream", "stream.brokers"));
            if (settings.loadsFrom(LoadSource.STREAM)) {
                read.append(more("consume", "warehouse.from"));
            }
        }
        if (!settings.get("unified.folder").isEmpty()) {
            read.append(more("unified", "unified.folder"));
        }
        return read.append(OwnRoutes.pattern(Path.of("routes", "local"))).toString();
    }

    private static String more(String folder, String key) {
        if (!Files.isDirectory(Path.of("routes", folder))) {
            throw new ConfigurationException(
                    "%s is set, and there is no folder routes/%s; take it from where Caravan was built, or leave %1$s empty"
                            .formatted(key, folder));
        }
        return ",file:routes/" + folder + "/*.camel.yaml";
    }
}
