package io.caravan.transform;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds a {@link Name} by its bytes, which are no more than 24: as three numbers, the first byte lowest, zeros behind the last.
 */
final class NameTable {
    static final int LONGEST = 3 * Long.BYTES;

    private static final int SLOTS = 256;
    private static final long MIX = 0x9e3779b97f4a7c15L;
    private static final NameTable INSTANCE = new NameTable();

    private final Name[] names = new Name[SLOTS];
    private final long[] keys = new long[3 * SLOTS];

    private NameTable() {
        Arrays.fill(names, Name.OTHER);
        for (Name name : Name.values()) {
            if (name != Name.OTHER) {
                put(name);
            }
        }
    }

    private void put(Name name) {
        long[] key = new long[3];
        byte[] bytes = name.text().getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < bytes.length; at++) {
            key[at / Long.BYTES] |= (long) bytes[at] << (at % Long.BYTES * Byte.SIZE);
        }
        int slot = slot(key[0], key[1], key[2]);
        while (names[slot] != Name.OTHER) {
            slot = (slot + 1) % SLOTS;
        }
        names[slot] = name;
        System.arraycopy(key, 0, keys, 3 * slot, key.length);
    }

    static Name find(long first, long second, long third) {
        return INSTANCE.get(first, second, third);
    }

    private Name get(long first, long second, long third) {
        int slot = slot(first, second, third);
        while (names[slot] != Name.OTHER) {
            int key = 3 * slot;
            if (keys[key] == first && keys[key + 1] == second && keys[key + 2] == third) {
                return names[slot];
            }
            slot = (slot + 1) % SLOTS;
        }
        return Name.OTHER;
    }

    private static int slot(long first, long second, long third) {
        return (int) (((first ^ Long.rotateLeft(second, 21) ^ Long.rotateLeft(third, 42)) * MIX) >>> 56);
    }
}
