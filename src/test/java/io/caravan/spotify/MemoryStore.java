package io.caravan.spotify;

import io.caravan.lake.LakeVersion;
import java.util.Objects;

/** Keeps the state of the limits as long as a test lasts; like S3 it lets one of several writers win. */
final class MemoryStore implements LimitStore {
    private LakeVersion version;
    int writes;

    @Override
    public synchronized LakeVersion read() {
        return version;
    }

    @Override
    public synchronized boolean write(byte[] json, LakeVersion over) {
        if (!Objects.equals(eTag(over), eTag(version))) {
            return false;
        }
        writes++;
        version = new LakeVersion(json, String.valueOf(writes));
        return true;
    }

    private static String eTag(LakeVersion any) {
        return any == null ? null : any.eTag();
    }
}
