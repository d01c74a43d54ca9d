package io.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @Test
    void aLengthHasItsUnits() {
        assertThat(Durations.parse("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Durations.parse("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Durations.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Durations.parse("2d1h3m4s5ms"))
                .isEqualTo(Duration.ofDays(2)
                        .plusHours(1)
                        .plusMinutes(3)
                        .plusSeconds(4)
                        .plusMillis(5));
        assertThat(Durations.parse("0s")).isZero();
    }

    /** The same text may stand in an endpoint, which Camel reads. */
    @Test
    void camelReadsTheSame() {
        var random = new Random(11);
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder();
            for (String unit : new String[] {"d", "h", "m", "s", "ms"}) {
                text.append(random.nextBoolean() ? random.nextInt(100_000) + unit : "");
            }
            if (text.length() > 0) {
                assertThat(Durations.parse(text.toString()).toMillis())
                        .as(text.toString())
                        .isEqualTo(TimeUtils.toMilliSeconds(text.toString()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "5",
                "s",
                "-1s",
                "1s2m",
                "5 s",
                "5sec",
                "1.5h",
                "1s1s",
                "PT5S",
                "99999999999999999999s",
                "106751991168d"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
