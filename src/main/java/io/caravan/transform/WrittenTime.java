package io.caravan.transform;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A date as it stands in a name.
 *
 * @param text how it is written
 * @param date the date
 * @param other the date that it is too, if the month comes first; null for one that can be read in one way only
 * @param clock the time of day; null where none stands there
 */
record WrittenTime(String text, LocalDate date, LocalDate other, Clock clock) {
    /** A time of day, and how far it is from UTC. */
    record Clock(LocalTime time, ZoneOffset offset) {
        static final Clock MIDNIGHT = new Clock(LocalTime.MIDNIGHT, ZoneOffset.UTC);
    }

    boolean isAmbiguous() {
        return other != null;
    }

    WrittenTime at(Clock clock) {
        return new WrittenTime(text, date, other, clock);
    }

    /** Returns this, with what another place says of the same day: which of two dates it is, and the time of day. */
    WrittenTime completedBy(WrittenTime elsewhere) {
        boolean same = !elsewhere.isAmbiguous() && (elsewhere.date.equals(date) || elsewhere.date.equals(other));
        return same ? new WrittenTime(text, elsewhere.date, null, clock == null ? elsewhere.clock : clock) : this;
    }

    /** Returns the instant, in milliseconds; a time without an offset is one of UTC. */
    Instant instant() {
        Clock known = clock == null ? Clock.MIDNIGHT : clock;
        return date.atTime(known.time).toInstant(known.offset).truncatedTo(ChronoUnit.MILLIS);
    }
}
