package io.caravan.schema;

/**
 * In how many raw objects something was seen, and when these were extracted.
 *
 * @param objects how many of the archive; 0 while only objects of the inbox have it
 * @param since the first day, yyyy-MM-dd; null where there is none
 * @param until the last day
 * @param example the key of one of them, never anything that stands in it
 */
record Sightings(long objects, String since, String until, String example) {
    /** Seen in an object of the archive. */
    static Sightings archived(String key, String day) {
        return new Sightings(1, day, day, key);
    }

    /** Seen in an object that waits: it will be counted when it is archived. */
    static Sightings waiting(String key) {
        return new Sightings(0, null, null, key);
    }

    /** Returns both together, which are of different objects. */
    Sightings and(Sightings other) {
        if (other.objects == 0) {
            return this;
        }
        if (objects == 0) {
            return other;
        }
        return new Sightings(
                objects + other.objects,
                since.compareTo(other.since) <= 0 ? since : other.since,
                until.compareTo(other.until) >= 0 ? until : other.until,
                example);
    }

    Sightings atMost(long most) {
        return objects <= most ? this : new Sightings(most, since, until, example);
    }
}
