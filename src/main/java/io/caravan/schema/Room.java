package io.caravan.schema;

/** How many pairs of a path and a type may still be kept, so that no object can grow a tree without end. */
final class Room {
    private int left;
    private long refused;

    Room(int most) {
        left = most;
    }

    boolean take() {
        if (left == 0) {
            refused++;
            return false;
        }
        left--;
        return true;
    }

    void giveBack(int pairs) {
        left += pairs;
    }

    boolean isFull() {
        return left == 0;
    }

    /** Returns how often there was no room. */
    long refused() {
        return refused;
    }
}
