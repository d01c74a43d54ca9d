package io.caravan.observe;

import java.time.Instant;
import java.util.Map;

/**
 * The lake as it was seen last.
 *
 * @param seenAt when that was; null where it was never seen
 * @param inboxes what waits, by prefix
 * @param deadLetters what was set aside, by stage
 * @param problem why it could not be looked at since; null where it could
 */
record LakeState(Instant seenAt, Map<String, Inbox> inboxes, Map<String, Long> deadLetters, String problem) {
    static final LakeState UNSEEN = new LakeState(null, Map.of(), Map.of(), null);

    LakeState unseenSince(String newProblem) {
        return new LakeState(seenAt, inboxes, deadLetters, newProblem);
    }
}
