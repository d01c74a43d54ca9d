package io.caravan.spotify;

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
    private RetryAfter() {}

    /** Returns how long to wait: from seconds or an HTTP date; null when the header is missing, zero, past or garbage. */
    static Duration parse(String header, Clock clock) {
        if (header == null) {
            return null;
        }
        Duration wait;
        try {
            wait = header.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header.strip()))
                    : Duration.between(clock.instant(), httpDate(header.strip()));
        } catch (DateTimeException e) {
            return null;
        }
        return wait.isNegative() || wait.isZero() ? null : wait;
    }

    private static Instant httpDate(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
