package io.caravan.transform;

import io.caravan.text.Hex;
import java.nio.charset.StandardCharsets;

/** What becomes of the ids of users (a playlist's owner, who added a track) on their way into the tables. */
public enum UserIds {
    /** The first 32 hex digits of the SHA-256 of the id: equal ids stay equal, people stay unnamed. */
    HASH {
        @Override
        String shown(String userId) {
            return Hex.of(Hex.sha256().digest(userId.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 32);
        }
    },
    /** The id as Spotify gives it. */
    KEEP {
        @Override
        String shown(String userId) {
            return userId;
        }
    };

    abstract String shown(String userId);
}
