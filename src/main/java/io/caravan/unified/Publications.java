package io.caravan.unified;

import java.util.List;

/** What is written of the warehouse after a load, where that is on. */
public final class Publications {
    private final List<String> endpoints;

    /**
     * Creates the bean.
     *
     * @param unifiedFolder value of {@code unified.folder}; empty for no file
     */
    public Publications(String unifiedFolder) {
        this.endpoints = unifiedFolder.isEmpty() ? List.of() : List.of("direct:publish-unified");
    }

    /** Returns the endpoints that write it. */
    public List<String> endpoints() {
        return endpoints;
    }
}
