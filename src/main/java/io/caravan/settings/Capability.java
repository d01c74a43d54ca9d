package io.caravan.settings;

import io.caravan.failure.ConfigurationException;

/** What is off until a key has a value, and has its libraries in a folder of its own beside the jar. */
enum Capability {
    TABLES("tables.catalogue", "lib-tables", "org/apache/iceberg/catalog/Catalog.class"),
    STREAM("stream.brokers", "lib-stream", "org/apache/kafka/clients/producer/Producer.class");

    private final String key;
    private final String folder;
    private final String type;

    Capability(String key, String folder, String type) {
        this.key = key;
        this.folder = folder;
        this.type = type;
    }

    /**
     * Returns whether it is on.
     *
     * @throws ConfigurationException when it should be, and its libraries do not lie beside the jar
     */
    boolean isOn(Settings settings) {
        if (settings.get(key).isBlank()) {
            return false;
        }
        if (!isThere()) {
            throw new ConfigurationException(
                    "%s is set, and the folder %s/ does not lie beside the jar and lib/; put it there, or leave %1$s empty"
                            .formatted(key, folder));
        }
        return true;
    }

    /** Returns whether its libraries lie beside the jar. */
    boolean isThere() {
        return Capability.class.getResource("/" + type) != null;
    }
}
