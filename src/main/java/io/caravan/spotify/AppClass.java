package io.caravan.spotify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.caravan.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What Spotify lets the app do: {@code A} extended quota, {@code B} development mode of before 2026-02-11, {@code C} newer. It is
 * set, or found out from the answers and kept under {@code state/app-class.json}; found out, {@code A} and {@code B} are one,
 * {@code AB}, since no read tells them apart.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/concepts/quota-modes">Quota modes</a>
 */
public final class AppClass {
    private static final String KEY = "state/app-class.json";
    private static final String ITEMS = "items";
    private static final String TRACKS = "tracks";

    private final String setting;
    private final String clientId;
    private final Lake lake;
    private final ObjectMapper json = new ObjectMapper();
    private Found found;

    /**
     * Creates the bean.
     *
     * @param setting value of {@code spotify.app-class}: {@code auto, A, B} or {@code C}
     * @param clientId the app, whose change makes all that was found out void
     * @param lake where what was found out is kept
     */
    public AppClass(String setting, String clientId, Lake lake) {
        this.setting = setting;
        this.clientId = clientId;
        this.lake = lake;
    }

    /**
     * What was found out.
     *
     * @param appClass {@code AB}, {@code C}, or null while nobody knows
     * @param path the one that gives a playlist's entries
     */
    @JsonNaming(SnakeCaseStrategy.class)
    private record Found(String clientId, String appClass, String path) {}

    /** Returns the class: {@code A, B, C} as set, {@code AB} or {@code C} as found out, null while nobody knows. */
    public synchronized String name() {
        return setting.equals("auto") ? found().appClass() : setting;
    }

    /** Returns the path under a playlist that gives its entries: {@code items}, or where only that works {@code tracks}. */
    synchronized String path() {
        return "C".equals(name()) ? ITEMS : found().path();
    }

    /** Returns the other path, to be tried when the first is refused; null where it is known to be closed. */
    synchronized String otherPath() {
        return "C".equals(name()) ? null : path().equals(ITEMS) ? TRACKS : ITEMS;
    }

    /** Keeps the path that gave what the other refused. */
    synchronized void works(String path) {
        keep(found().appClass(), path);
    }

    /** Takes note that both paths are closed, for a playlist whose metadata are not: so it is with newer apps. */
    synchronized void bothRefused() {
        // Where the older path was found to work, this playlist is refused for a reason of its own.
        if (found().appClass() == null && found().path().equals(ITEMS)) {
            keep("C", ITEMS);
        }
    }

    /** Learns from a page: newer apps are not shown how popular a track is. */
    synchronized void learn(JsonNode page) {
        boolean tracks = false;
        for (JsonNode row : page.path("items")) {
            JsonNode track = row.path("item").isObject() ? row.path("item") : row.path("track");
            if (track.path("type").asText().equals("track")
                    && !track.path("is_local").asBoolean()) {
                if (track.has("popularity")) {
                    keep("AB", found().path());
                    return;
                }
                tracks = true;
            }
        }
        if (tracks) {
            keep("C", ITEMS);
        }
    }

    private void keep(String appClass, String path) {
        var now = new Found(clientId, appClass, path);
        if (!now.equals(found())) {
            try {
                lake.put(KEY, json.writeValueAsBytes(now), "application/json");
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("Strings always make a JSON object", e);
            }
            found = now;
        }
    }

    private Found found() {
        if (found == null) {
            found = read();
        }
        return found;
    }

    private Found read() {
        byte[] state = lake.read(KEY);
        try {
            Found kept = state == null ? null : json.readValue(state, Found.class);
            if (kept != null
                    && clientId.equals(kept.clientId())
                    && (ITEMS.equals(kept.path()) || TRACKS.equals(kept.path()))) {
                return kept;
            }
        } catch (IOException e) {
            // Losing it costs a call.
        }
        return new Found(clientId, null, ITEMS);
    }
}
