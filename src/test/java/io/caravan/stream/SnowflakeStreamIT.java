package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Emulators;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the topic into Snowflake, as far as an emulator goes. */
class SnowflakeStreamIT extends StreamFixture {
    @Test
    void aCycleLandsAndMergesWhatTheTopicHoldsAndTheNextGoesOnBehindIt() {
        broker().topic(topic, 2);
        var settings = new HashMap<>(Emulators.start().newAccount().settings());
        settings.put("stream.batch-size", "50");
        settings.put("stream.format", "json");
        settings.put("spotify.reread-after", "0s");
        var application = start(settings);

        for (int cycle = 1; cycle <= 2; cycle++) {
            application.once();

            assertThat(application.runs().summary().failures()).isEmpty();
            assertThat(query(application, "select count(*) from etl_load"))
                    .containsExactly(List.of(String.valueOf(3 * cycle)));
            assertNothingHasLanded(application);
        }
    }
}
