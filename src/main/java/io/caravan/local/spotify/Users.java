package io.caravan.local.spotify;

import java.util.List;
import java.util.Optional;

/** The people of the catalogue. */
final class Users {
    /** The user whom the local profile signs in; of five playlists, three are this user's. */
    static final String SIGNED_IN = "caravan";

    private static final List<User> ALL = List.of(
            new User(SIGNED_IN, "Caravan, \"the\" user"),
            new User("31zq7nameless", null),
            new User("camel.driver", "Camel Driver 🐪"),
            new User("1112264000", "Ольга"));

    private Users() {}

    /**
     * @param id as Spotify shows it: old ones are names, new ones look random
     * @param name the display name, or null
     */
    record User(String id, String name) {}

    static User owner(int playlist) {
        return switch (playlist % 5) {
            case 1 -> ALL.get(2);
            case 3 -> ALL.get(1);
            default -> ALL.get(0);
        };
    }

    static Optional<User> find(String id) {
        return ALL.stream().filter(user -> user.id().equals(id)).findFirst();
    }

    static User adder(int number) {
        return ALL.get(number % ALL.size());
    }
}
