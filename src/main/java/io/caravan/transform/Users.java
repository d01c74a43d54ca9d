package io.caravan.transform;

import java.util.HashMap;
import java.util.Map;

/** The users of a raw object, as its rows show them; few of them added many tracks. */
final class Users {
    private final UserIds userIds;
    private final Map<String, Cell> cells = new HashMap<>();

    Users(UserIds userIds) {
        this.userIds = userIds;
    }

    /** Returns the cell of a user's id; of null {@link Cell#NULL}. */
    Cell cell(String userId) {
        return userId == null ? Cell.NULL : cells.computeIfAbsent(userId, id -> Cell.of(userIds.shown(id)));
    }
}
