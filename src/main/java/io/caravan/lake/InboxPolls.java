package io.caravan.lake;

import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.RouteAware;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/** Counts the polls of the inbox's consumer, so that one can wait for it to have worked the inbox off. */
public final class InboxPolls extends DefaultPollingConsumerPollStrategy {
    private static final String INBOX = "raw_data/to_processed/";
    /** One poll may have looked before the last object came; the next one sees it. */
    private static final int POLLS_WITHOUT_PROGRESS = 1;

    private static final int OBJECTS_A_POLL = 50;

    private final Lake lake;
    private long polls;
    private Consumer consumer;

    /** Creates the bean; the lake is asked what the inbox still holds. */
    public InboxPolls(Lake lake) {
        this.lake = lake;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        polled(consumer);
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
        polled(consumer);
        return super.rollback(consumer, endpoint, retryCounter, cause);
    }

    /** Waits until the inbox is empty, or until polls do not change it any more: what is left then waits for the next run. */
    public void awaitDrained() throws InterruptedException {
        Set<LakeObject> before = Set.of();
        int withoutProgress = 0;
        while (true) {
            boolean busy = isBusy();
            Set<LakeObject> waiting = new HashSet<>(lake.list(INBOX));
            withoutProgress = waiting.equals(before) && !busy ? withoutProgress + 1 : 0;
            if (waiting.isEmpty() || withoutProgress > POLLS_WITHOUT_PROGRESS + waiting.size() / OBJECTS_A_POLL) {
                return;
            }
            before = waiting;
            awaitPoll();
        }
    }

    /** Whether an object is being worked on: the route has threads of its own, and a poll does not wait for them. */
    private synchronized boolean isBusy() {
        return consumer instanceof RouteAware onRoute
                && consumer.getEndpoint()
                                .getCamelContext()
                                .getInflightRepository()
                                .size(onRoute.getRoute().getRouteId())
                        > 0;
    }

    private synchronized void polled(Consumer by) {
        consumer = by;
        polls++;
        notifyAll();
    }

    private synchronized void awaitPoll() throws InterruptedException {
        long now = polls;
        while (polls == now) {
            wait();
        }
    }
}
