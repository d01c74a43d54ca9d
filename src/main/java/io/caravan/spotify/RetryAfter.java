package io.caravan.spotify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * What a {@code Retry-After} asks for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, 10.2.3</a>
 */
final class RetryAfter {
    /** What ten digits and more ask for, in seconds: longer than anybody waits, and still a time that a clock can tell. */
    private static final Duration LONGEST = Duration.ofSeconds(999_999_999);

    private RetryAfter() {}

    /** Returns how long to wait: from seconds or an HTTP date; null when the header is missing, zero, past or garbage. */
    static Duration parse(String header, Clock clock) {
        if (header == null) {
            return null;
        }
        String asked = header.strip();
        Duration wait;
        try {
            if (asked.matches("0*\\d{1,9}(\\.\\d+)?")) {
                wait = Duration.ofSeconds(
                        new BigDecimal(asked).setScale(0, RoundingMode.CEILING).longValueExact());
            } else {
                wait = asked.matches("\\d+") ? LONGEST : Duration.between(clock.instant(), httpDate(asked));
            }
        } catch (DateTimeException e) {
            return null;
        }
        return wait.isNegative() || wait.isZero() ? null : wait;
    }

    private static Instant httpDate(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
