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

    private int[] hashes = new int[slots.length];
    private int[] numbers = new int[slots.length];
    private int size;

    int size() {
        return size;
    }

    /** Returns the number of an id, which is new if there were only so many before. */
    int number(Cell id) {
        int hash = hash(id.bytes);
        int slot = hash & (slots.length - 1);
        while (slots[slot] != null) {
            if (hashes[slot] == hash && Arrays.equals(slots[slot].bytes, id.bytes)) {
                return numbers[slot];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        put(slot, id, hash, size++);
        if (2 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void put(int slot, Cell id, int hash, int number) {
        slots[slot] = id;
        hashes[slot] = hash;
        numbers[slot] = number;
    }

    private void grow() {
        Cell[] ids = slots;
        int[] oldHashes = hashes;
        int[] oldNumbers = numbers;
        slots = new Cell[2 * ids.length];
        hashes = new int[slots.length];
        numbers = new int[slots.length];
        for (int from = 0; from < ids.length; from++) {
            if (ids[from] != null) {
                int slot = oldHashes[from] & (slots.length - 1);
                while (slots[slot] != null) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                put(slot, ids[from], oldHashes[from], oldNumbers[from]);
            }
        }
    }

    private int hash(byte[] id) {
        long hash = id.length;
        int at = 0;
        for (; at + Long.BYTES <= id.length; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(id, at));
        }
        for (; at < id.length; at++) {
            hash = mixed(hash ^ id[at]);
        }
        return (int) (hash >>> 32);
    }

    private long mixed(long hash) {
        return (hash * secret) ^ Math.multiplyHigh(hash, secret);
    }
}
