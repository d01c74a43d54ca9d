package io.caravan.bench;

/** How Spotify's answers look to an app. */
public enum Shape {
    /** {@code track}, with its markets: apps with extended quota; about 4 KB an entry. */
    TRACK,
    /** {@code item}, without markets and popularity: apps created since February 2026; about 2.1 KB an entry. */
    ITEM;

    String key() {
        return this == TRACK ? "track" : "item";
    }
}
