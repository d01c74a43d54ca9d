package io.caravan.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.lake.Lake;
import io.caravan.run.CurrentRun;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class InboxPollsTest {
    private static final String KEY = "raw_data/to_processed/list.json";
    private static final Instant CAME = Instant.parse("2026-11-21T06:00:00Z");

    private final InboxPolls polls = new InboxPolls(new Lake(null, "lake", ""), new CurrentRun(Clock.systemUTC()));

    private boolean isDue(Exchange exchange) {
        return polls.isDue(exchange, KEY, "\"etag\"", CAME);
    }

    private static void end(Exchange exchange) {
        exchange.getExchangeExtension().handoverCompletions().forEach(completion -> completion.onComplete(exchange));
    }

    /** The threads of the route may be done with an object before the poll comes to it that has listed it too. */
    @Test
    void whatWasWorkedOffSinceTheInboxWasListedIsNotAskedForAgain() throws IOException {
        try (var camel = new DefaultCamelContext()) {
            polls.begin(null, null);
            var first = new DefaultExchange(camel);
            assertThat(isDue(first)).isTrue();
            polls.begin(null, null);
            assertThat(isDue(new DefaultExchange(camel)))
                    .as("while it is worked on")
                    .isFalse();

            end(first);
            assertThat(isDue(new DefaultExchange(camel)))
                    .as("by the poll before its end")
                    .isFalse();

            polls.begin(null, null);
            var again = new DefaultExchange(camel);
            assertThat(isDue(again)).as("by a poll that lists it anew").isTrue();

            again.setException(new IOException("S3 does not answer"));
            again.getExchangeExtension().handoverCompletions().forEach(completion -> completion.onFailure(again));
            assertThat(isDue(new DefaultExchange(camel))).as("after a failure").isTrue();
        }
    }
}
