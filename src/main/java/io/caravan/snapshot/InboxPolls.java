package io.caravan.snapshot;

import io.caravan.failure.ConfigurationException;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeObject;
import io.caravan.lake.LakeTrouble;
import io.caravan.lake.Prefixes;
import io.caravan.lake.RawInbox;
import io.caravan.run.CurrentRun;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Header;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** The polls of the inbox's consumer: what each takes up, what becomes of one that fails, and when the inbox is worked off. */
public final class InboxPolls extends DefaultPollingConsumerPollStrategy implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(InboxPolls.class);
    /** One poll may have looked before the last object came; the next one sees it. */
    private static final int POLLS_WITHOUT_PROGRESS = 1;

    private static final int OBJECTS_A_POLL = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Lake lake;
    private final CurrentRun runs;
    private final Duration patience;
    /** Guards itself, what is worked on and whether there is a cycle. */
    private final Set<String> tried = new HashSet<>();
    /** The route has threads of its own, and a poll does not wait for them. */
    private final Set<String> working = ConcurrentHashMap.newKeySet();

    /** What left the inbox since a poll listed it, and what that poll may still bring. */
    private final Set<String> workedOff = new HashSet<>();

    private boolean cycle;
    private Duration pause = Duration.ZERO;
    private boolean polling;
    private long polls;
    /** Whether the inbox is looked into only where there is a reason to, and whether there is one. */
    private boolean onDemand;

    private boolean due = true;
    /** Why the last poll failed, which is told once; empty where it did not. */
    private String trouble = "";

    /** Creates the bean; the lake is asked what the inbox still holds, and the run is told what is left in it. */
    public InboxPolls(Lake lake, CurrentRun runs) {
        this(lake, runs, PATIENCE);
    }

    /** Creates one that waits so long for a poll that is overdue. */
    public InboxPolls(Lake lake, CurrentRun runs, Duration patience) {
        this.lake = lake;
        this.runs = runs;
        this.patience = patience;
    }

    /**
     * Begins a cycle: from now on each object is tried once, and what fails waits for the next cycle. What is worked on already is
     * being tried. The inbox is looked into now, whenever something came, and by {@link #awaitDrained}.
     */
    public void beginCycle() {
        synchronized (tried) {
            tried.clear();
            tried.addAll(working);
            cycle = true;
        }
        synchronized (this) {
            onDemand = true;
            due = true;
        }
    }

    /** Notes that an object came. */
    public synchronized void announce() {
        due = true;
    }

    /**
     * Returns whether what a poll brings is an object to be worked now: not one that is still worked on since an earlier poll, nor one that
     * was worked off since the inbox was listed, nor, in a cycle, one that failed in it. A write whose answer was lost is repeated by its writer, and may bring back an object that was
     * worked off meanwhile: that is taken again. A key that ends in a slash is a folder of some console, and marks and half-written files
     * stay where they are.
     */
    public boolean isDue(
            Exchange exchange,
            @Header("CamelAwsS3Key") String key,
            @Header("CamelAwsS3ETag") String eTag,
            @Header("CamelAwsS3LastModified") Instant lastModified) {
        String object = key + " " + eTag + " " + lastModified;
        if (key.endsWith("/") || RawInbox.isLeft(lake.keyOf(key)) || !take(object)) {
            return false;
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                giveBack(
                        object,
                        done.getException() == null && done.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT) == null);
            }
        });
        return true;
    }

    private boolean take(String object) {
        synchronized (tried) {
            if ((cycle && tried.contains(object)) || workedOff.contains(object) || !working.add(object)) {
                return false;
            }
            if (cycle) {
                tried.add(object);
            }
            return true;
        }
    }

    private void giveBack(String object, boolean isWorkedOff) {
        synchronized (tried) {
            if (isWorkedOff) {
                tried.remove(object);
                workedOff.add(object);
            }
            working.remove(object);
        }
    }

    @Override
    public synchronized boolean begin(Consumer consumer, Endpoint endpoint) {
        if (onDemand && !due) {
            return false;
        }
        due = false;
        polling = true;
        synchronized (tried) {
            workedOff.clear();
        }
        if (consumer instanceof ScheduledPollConsumer scheduled) {
            pause = Duration.of(scheduled.getDelay(), scheduled.getTimeUnit().toChronoUnit());
        }
        notifyAll();
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        tell("");
        polled(polledMessages >= OBJECTS_A_POLL);
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        polled(true);
        return false;
    }

    @Override
    public void handleException(Throwable exception) {
        handleException("Cannot look into the inbox", exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    /** {@inheritDoc} Camel's own handler shows the stack and the consumer's whole address. A lake that is away is told once, and when it is back. */
    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        if (exception instanceof SdkException away) {
            tell(LakeTrouble.of(away, lake.bucket()).getMessage());
        } else {
            LOG.warn("{}; the next poll tries again: {}", message, String.valueOf(exception));
        }
    }

    private synchronized void tell(String why) {
        if (!trouble.equals(why)) {
            trouble = why;
            String told =
                    why.isEmpty() ? "can be looked into again" : "cannot be looked into, which is tried again: " + why;
            LOG.warn("The inbox {} {}", Prefixes.RAW_INBOX, told);
        }
    }

    /**
     * Waits until the inbox is empty, or until polls do not change it any more: what is left then waits for the next run.
     *
     * @throws ConfigurationException when nobody polls
     */
    public void awaitDrained() throws InterruptedException {
        Set<LakeObject> before = Set.of();
        int withoutProgress = 0;
        while (true) {
            RawInbox inbox = RawInbox.of(lake);
            Set<LakeObject> waiting = new HashSet<>(inbox.waiting());
            boolean busy = !working.isEmpty();
            withoutProgress = waiting.equals(before) && !busy ? withoutProgress + 1 : 0;
            boolean stuck = withoutProgress > POLLS_WITHOUT_PROGRESS + waiting.size() / OBJECTS_A_POLL;
            if (!busy && (waiting.isEmpty() || stuck)) {
                runs.leftInInbox(inbox.left());
                return;
            }
            before = waiting;
            awaitPoll();
        }
    }

    private synchronized void polled(boolean again) {
        polling = false;
        polls++;
        due |= again;
        notifyAll();
    }

    /** Waits as long as a poll takes, but not as long for one to begin. */
    private synchronized void awaitPoll() throws InterruptedException {
        due = true;
        long now = polls;
        long since = System.nanoTime();
        while (polls == now) {
            if (polling) {
                wait();
                since = System.nanoTime();
                continue;
            }
            long left =
                    patience.plus(pause).minusNanos(System.nanoTime() - since).toMillis();
            if (left <= 0) {
                throw new ConfigurationException("Nobody looks into the inbox " + Prefixes.RAW_INBOX
                        + ": the route transform-snapshots is not running; see in the log why it was stopped, and start"
                        + " Caravan again");
            }
            wait(left);
        }
    }
}
