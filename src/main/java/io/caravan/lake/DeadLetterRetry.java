package io.caravan.lake;

import io.caravan.failure.RejectedException;
import io.caravan.text.Hex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts a dead letter back to where it came from, byte for byte. The object leaves the dead letters when it stands in its inbox, its
 * report last; whoever dies in between is repeated, and nothing is overwritten.
 */
public final class DeadLetterRetry {
    private static final Map<String, String> INBOXES = Map.of(
            Stage.TRANSFORM_SNAPSHOTS.label(), Prefixes.RAW_INBOX,
            Stage.LOAD_WAREHOUSE.label(), Prefixes.LOAD_INBOX,
            Stage.COMMIT_TABLES.label(), Prefixes.COMMIT_INBOX,
            Stage.PUBLISH_SNAPSHOTS.label(), Prefixes.PUBLISH_INBOX);

    private final Lake lake;
    private final FreeKeys freeKeys;
    private final DeadLetters deadLetters;

    /** Creates the retry over a lake and its dead letters. */
    public DeadLetterRetry(Lake lake, DeadLetters deadLetters) {
        this.lake = lake;
        this.freeKeys = new FreeKeys(lake);
        this.deadLetters = deadLetters;
    }

    /** Returns whether one is an object that came from an inbox, so that there is something to put it back to. */
    public static boolean isPossible(DeadLetter letter) {
        return INBOXES.containsKey(letter.stage());
    }

    /**
     * Puts one back.
     *
     * @return what was done, as a sentence
     * @throws RejectedException when it was not put back; the message says why and what to do instead. The dead letter stays
     */
    public String retry(DeadLetter letter) {
        if (letter.object() == null) {
            deadLetters.remove(letter);
            return "was put back or discarded before; what was left of it, its report, is removed";
        }
        String key = key(letter);
        try {
            Map<String, String> metadata = metadata(letter);
            if (!freeKeys.copy(letter.object(), key, metadata)) {
                checkIsOurs(letter, key, metadata);
            }
        } catch (S3Exception e) {
            if (S3Refusals.isGoneOrOverwritten(e)) {
                throw refused(letter, "or what stood under " + key + " was taken away meanwhile; look again");
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot compare " + letter.key() + " with " + key, e);
        }
        deadLetters.remove(letter);
        return "stands in " + key + " again";
    }

    /** Returns where it goes: the key that it had, or a plain one where that was at fault. */
    private static String key(DeadLetter letter) {
        String inbox = INBOXES.get(letter.stage());
        String original = letter.originalKey();
        if (!isPossible(letter)) {
            throw new RejectedException(remedy(letter));
        }
        if (original == null) {
            throw refused(
                    letter,
                    "has no .error.json that says where it came from. If the object is still in its inbox, the next"
                            + " run sets it aside again; else put a copy into " + inbox + " yourself");
        }
        String name = original.startsWith(inbox) ? original.substring(inbox.length()) : "";
        if (!inbox.equals(Prefixes.RAW_INBOX)) {
            if (!name.matches("[A-Za-z0-9_.=-]+\\.json")) {
                throw refused(
                        letter,
                        "is no manifest, or does not have a manifest's name, and would come back at once."
                                + " Discard it, and replay the snapshot that it is of");
            }
            return original;
        }
        return isAllowed(name) ? original : inbox + hash(letter) + "_" + DeadLetters.safeName(original);
    }

    /** Says of one that cannot be put back what can be done with it. */
    public static String remedy(DeadLetter letter) {
        return letter.key()
                + switch (letter.stage()) {
                    case DeadLetter.ROWS ->
                        " holds rows that no retry makes fit. Their snapshot is loaded without them; when a newer"
                                + " transform can read them, replay the snapshot, else discard it";
                    case DeadLetter.STREAM ->
                        " is a record of the topic, which never was an object of the lake. Its report says what is wrong with"
                                + " it; where that is of a snapshot, replay the snapshot with --into=stream, then discard it";
                    default ->
                        " is an answer of Spotify, which never was an object of the lake. Discard it: the next run then"
                                + " reads the playlist again";
                };
    }

    private static boolean isAllowed(String name) {
        try {
            InboxKey.check(name);
            return !RawInbox.isLeft(name) && Stream.of(name.split("/", -1)).noneMatch(String::isEmpty);
        } catch (RejectedException e) {
            return false;
        }
    }

    private static String hash(DeadLetter letter) {
        return letter.key().split("/", -1)[2];
    }

    private Map<String, String> metadata(DeadLetter letter) {
        var facts = lake.describe(letter.key());
        Instant seen = RetryMetadata.time(
                letter.error().path("last_modified").textValue(),
                letter.object().lastModified());
        return RetryMetadata.onceMore(ObjectFacts.metadata(facts), seen);
    }

    /** Lets pass what an earlier attempt put there before it was cut off. */
    private void checkIsOurs(DeadLetter letter, String key, Map<String, String> metadata) throws IOException {
        var there = lake.describe(key);
        boolean same = Arrays.equals(hash(letter.key(), letter.object().size()), hash(key, (Long) there.get("size")));
        if (!same) {
            throw refused(
                    letter,
                    "was not put back, since another object stands under " + key
                            + ". Retry when that has been worked off, or take it away");
        }
        if (RetryMetadata.count(ObjectFacts.metadata(there)) < RetryMetadata.count(metadata)) {
            throw refused(
                    letter,
                    "was not put back, since the object is still in its inbox as " + key + "; the next run takes it");
        }
    }

    private byte[] hash(String key, long size) throws IOException {
        MessageDigest digest = Hex.sha256();
        lake.openWhole(key, size, null).digestInto(digest);
        return digest.digest();
    }

    private static RejectedException refused(DeadLetter letter, String why) {
        return new RejectedException(letter.key() + " " + why);
    }
}
