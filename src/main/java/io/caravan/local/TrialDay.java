package io.caravan.local;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The day on which a trial stands, decided once, when it starts.
 *
 * @param date in UTC
 * @param offset whole days from the machine's date to this one, below zero for one that is over
 * @param clock the machine's, moved by that: its time of day, which moves on at its speed
 */
public record TrialDay(LocalDate date, Duration offset, Clock clock) {
    /**
     * Reads a value of {@code local.spotify-day}.
     *
     * @param day {@code today}, or {@code yyyy-MM-dd}
     * @param machine tells what today is
     */
    public static TrialDay of(String day, Clock machine) {
        LocalDate today = LocalDate.now(machine);
        LocalDate date = day.equals("today") ? today : LocalDate.parse(day);
        Duration offset = Duration.ofDays(ChronoUnit.DAYS.between(today, date));
        return new TrialDay(date, offset, Clock.offset(machine, offset));
    }
}
