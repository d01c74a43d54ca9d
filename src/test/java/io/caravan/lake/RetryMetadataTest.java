package io.caravan.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryMetadataTest {
    private static final Instant WRITTEN = Instant.parse("2026-11-21T06:00:00Z");

    /** The last of them was set aside in a trial that stood on a later day: else its snapshot would be refused as one of the future. */
    @ParameterizedTest
    @CsvSource({
        ", 2026-11-21T06:00:00Z",
        "yesterday, 2026-11-21T06:00:00Z",
        "2026-11-01T00:00:00Z, 2026-11-01T00:00:00Z",
        "2027-01-01T00:00:00Z, 2026-11-21T06:00:00Z"
    })
    void anObjectWasFirstSeenWhenItsMetadataSaysButNotLaterThanItCame(String noted, Instant firstSeen) {
        Map<String, String> metadata = noted == null ? Map.of() : Map.of("caravan-first-seen", noted);

        assertThat(RetryMetadata.firstSeen(metadata, WRITTEN)).isEqualTo(firstSeen);
    }
}
