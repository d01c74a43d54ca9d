package io.caravan.observe;

import io.caravan.lake.LakeObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What waits in an inbox.
 *
 * @param objects how many
 * @param oldest when the oldest of them was written; null where nothing waits
 */
record Inbox(int objects, Instant oldest) {
    static Inbox of(List<LakeObject> objects) {
        Instant oldest = objects.stream()
                .map(LakeObject::lastModified)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new Inbox(objects.size(), oldest);
    }

    /** Returns for how long the oldest object has been waiting; zero where none does. */
    Duration age(Clock clock) {
        Duration age = oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
