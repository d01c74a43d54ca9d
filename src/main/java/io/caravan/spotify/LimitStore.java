package io.caravan.spotify;

import io.caravan.lake.Lake;
import io.caravan.lake.LakeVersion;

/** Where the state of the limits is kept, which other processes write too. */
interface LimitStore {
    /** Where it lies in a lake. */
    String KEY = "state/rate-limit.json";

    /** Returns what stands there, or null where nothing does. */
    LakeVersion read();

    /** Writes over what was read (null for nothing), or returns false where something else stands there by now. */
    boolean write(byte[] json, LakeVersion over);

    /** Returns the one of a lake. */
    static LimitStore in(Lake lake) {
        return new LimitStore() {
            @Override
            public LakeVersion read() {
                return lake.readVersion(KEY);
            }

            @Override
            public boolean write(byte[] json, LakeVersion over) {
                return lake.putOver(KEY, json, "application/json", over);
            }
        };
    }
}
