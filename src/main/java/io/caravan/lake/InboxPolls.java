package io.caravan.lake;

import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/** Counts the polls of the inbox's consumer, so that one can wait for it to have worked the inbox off. */
public final class InboxPolls extends DefaultPollingConsumerPollStrategy {
    private static final String INBOX = "raw_data/to_processed/";
    /** One poll may have looked before the last object came; the next one sees it. */
    private static final int POLLS_WITHOUT_PROGRESS = 1;

    private static final int OBJECTS_A_POLL = 50;

    private final Lake lake;
    private long polls;

    /** Creates the bean; the lake is asked what the inbox still holds. */
    public InboxPolls(Lake lake) {
        this.lake = lake;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        polled();
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
        polled();
        return super.rollback(consumer, endpoint, retryCounter, cause);
    }

    /** Waits until the inbox is empty, or until polls do not change it any more: what is left then waits for the next run. */
    public void awaitDrained() throws InterruptedException {
        Set<LakeObject> before = Set.of();
        int withoutProgress = 0;
        while (true) {
            Set<LakeObject> waiting = new HashSet<>(lake.list(INBOX));
            withoutProgress = waiting.equals(before) ? withoutProgress + 1 : 0;
            if (waiting.isEmpty() || withoutProgress > POLLS_WITHOUT_PROGRESS + waiting.size() / OBJECTS_A_POLL) {
                return;
            }
            before = waiting;
            awaitPoll();
        }
    }

    private synchronized void polled() {
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
