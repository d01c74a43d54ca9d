package io.caravan.failpoint;

import io.caravan.failure.ConfigurationException;
import io.caravan.text.Spelling;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Places in the routes at which a test lets the process die, a step fail, or time pass. Every node has two of them,
 * {@code <node id>.before} and {@code <node id>.after}; the second is passed only where the node did not fail. A node that is tried
 * again passes its places again.
 *
 * <p>They are armed by one text, such as {@code hand-over-snapshot-put.before=halt,merge-stage-merge.after=stall(30s)|fail(2)},
 * which the system property {@value #PROPERTY} holds. Without it there is no object of this class, and no route knows of it.
 */
public final class Failpoints extends LifecycleStrategySupport implements InterceptStrategy {
    /** The system property that arms places; no setting, since nobody but a test should. */
    public static final String PROPERTY = "caravan.failpoints";

    private static final int SUGGESTIONS = 3;

    private final Map<String, Failpoint> armed = new TreeMap<>();
    private final Set<String> places = new TreeSet<>();

    /**
     * Arms places; each is looked for when the routes are made.
     *
     * @param text {@code <place>=<action>|<action>}, with commas between places
     * @throws ConfigurationException when an action is none
     */
    public Failpoints(String text) {
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", 2);
            if (sides.length < 2) {
                throw new ConfigurationException(
                        PROPERTY + " holds \"" + part + "\", which has to be <place>=<action>, such as x.before=halt");
            }
            armed.put(sides[0], new Failpoint(sides[0], sides[1]));
        }
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor nextTarget) {
        String before = node.getId() + ".before";
        String after = node.getId() + ".after";
        places.add(before);
        places.add(after);
        boolean unarmed = !armed.containsKey(before) && !armed.containsKey(after);
        return unarmed ? target : new Node(target, armed.get(before), armed.get(after));
    }

    /**
     * Looks whether every armed place is there, before any message is.
     *
     * @throws ConfigurationException when one is not; the message tells those whose names are most like it
     */
    @Override
    public void onContextStarting(CamelContext context) {
        Collection<String> missing = new TreeSet<>(armed.keySet());
        missing.removeAll(places);
        if (!missing.isEmpty()) {
            String first = missing.iterator().next();
            throw new ConfigurationException(PROPERTY + " arms " + first + ", which no route has; did you mean "
                    + String.join(" or ", Spelling.nearest(first, places, SUGGESTIONS)) + "?");
        }
    }

    /** A node of a route between its two places, either of which may be null. */
    private static final class Node extends DelegateAsyncProcessor {
        private final Failpoint before;
        private final Failpoint after;

        Node(Processor target, Failpoint before, Failpoint after) {
            super(AsyncProcessorConverterHelper.convert(target));
            this.before = before;
            this.after = after;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (!pass(before, exchange)) {
                callback.done(true);
                return true;
            }
            return super.process(exchange, doneSync -> {
                if (!exchange.isFailed()) {
                    pass(after, exchange);
                }
                callback.done(doneSync);
            });
        }

        /** Returns whether the exchange may go on. */
        private static boolean pass(Failpoint failpoint, Exchange exchange) {
            if (failpoint == null) {
                return true;
            }
            try {
                failpoint.pass();
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                exchange.setException(e);
            } catch (RuntimeException e) {
                exchange.setException(e);
            }
            return false;
        }
    }
}
