package io.caravan.stream;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.ServiceStatus;

/** Starts and stops the route that reads the topic, and says what went wrong, which Camel's own component for it keeps to itself. */
public final class TopicConsumer implements CamelContextAware {
    private static final String ROUTE = "consume-topic";

    private CamelContext context;

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
    }

    /** Returns whether it reads. */
    public boolean isStarted() {
        return context.getRouteController().getRouteStatus(ROUTE) == ServiceStatus.Started;
    }

    /** Lets it read; it may do so already. */
    public void start() throws Exception {
        context.getRouteController().startRoute(ROUTE);
    }

    /** Lets it end what it is at, and read no more. */
    public void stop() throws Exception {
        context.getRouteController().stopRoute(ROUTE);
    }
}
