package io.caravan.transform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The ids that were seen, numbered from 0 in the order in which they came first. */
final class Ids {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Nobody knows it, so that nobody can write ids that all belong into one slot. */
    private final long secret = new SplittableRandom().nextLong() | 1;

    /** Half of them are empty at least; an id that finds its slot taken goes to the next. */
    private Cell[] slots = new Cell[1 << 8];

    private int[] numbers = new int[slots.length];
    private int size;

    int size() {
        return size;
    }

    /** Returns the number of an id, which is new if there were only so many before. */
    int number(Cell id) {
        int slot = slot(id);
        while (slots[slot] != null) {
            if (Arrays.equals(slots[slot].bytes, id.bytes)) {
                return numbers[slot];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = id;
        numbers[slot] = size++;
        if (2 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        Cell[] ids = slots;
        int[] old = numbers;
        slots = new Cell[2 * ids.length];
        numbers = new int[slots.length];
        for (int from = 0; from < ids.length; from++) {
            if (ids[from] != null) {
                int slot = slot(ids[from]);
                while (slots[slot] != null) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = ids[from];
                numbers[slot] = old[from];
            }
        }
    }

    private int slot(Cell cell) {
        byte[] id = cell.bytes;
        long hash = id.length;
        int at = 0;
        for (; at + Long.BYTES <= id.length; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(id, at));
        }
        for (; at < id.length; at++) {
            hash = mixed(hash ^ id[at]);
        }
        return (int) (hash >>> 32) & (slots.length - 1);
    }

    private long mixed(long hash) {
        return (hash * secret) ^ Math.multiplyHigh(hash, secret);
    }
}
