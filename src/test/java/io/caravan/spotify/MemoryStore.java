package io.caravan.spotify;

/** Keeps the state of the limits as long as a test lasts. */
final class MemoryStore implements RateLimit.Store {
    byte[] state;
    int writes;

    @Override
    public byte[] read() {
        return state;
    }

    @Override
    public void write(byte[] json) {
        state = json;
        writes++;
    }
}
