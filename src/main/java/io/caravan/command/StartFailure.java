package io.caravan.command;

import io.caravan.failure.CaravanException;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import io.caravan.routes.RouteCheck;
import io.caravan.routes.RouteReader;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * What is told of a start that failed: the mistakes in the routes, where they are what it failed on, else what Camel says, with the file.
 *
 * @param context Camel as far as it came; null where there was none yet
 * @param reader what has read the routes; null where nothing has
 */
record StartFailure(CamelContext context, RouteReader reader) {
    /** Returns what is told of mistakes in the routes. */
    static ConfigurationException refusal(List<String> mistakes, Exception cause) {
        String told = mistakes.size() == 1 ? mistakes.get(0) : "\n  - " + String.join("\n  - ", mistakes);
        return new ConfigurationException("Caravan cannot start: " + told, cause);
    }

    /** Returns what is told of an exception that ended the start. */
    CaravanException of(Exception e) {
        CaravanException ours = CaravanException.in(e);
        if (ours != null) {
            return ours;
        }
        String message =
                "Caravan cannot start: " + String.valueOf(e.getMessage()).strip();
        boolean away = false;
        Throwable root = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            root = cause;
            away |= isAway(cause);
            String file = cause instanceof FailedToCreateRouteException route ? file(route.getRouteId()) : "";
            message += message.contains(file) ? "" : " (in " + file + ")";
        }
        List<String> mistakes = away || reader == null ? List.of() : new RouteCheck(context, reader).mistakes(e);
        if (!mistakes.isEmpty()) {
            return refusal(mistakes, e);
        }
        if (root.getMessage() == null || !message.contains(root.getMessage().strip())) {
            message += " (" + root + ")";
        }
        return away ? new UnavailableException(message, e, Outcome.PARKED) : new ConfigurationException(message, e);
    }

    /** Camel does not always say where a route stands. */
    private String file(String routeId) {
        RouteDefinition route =
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinition(routeId);
        return route == null || route.getLocation() == null ? "" : route.getLocation();
    }

    /** Whether a later start may work although nothing is changed. */
    private static boolean isAway(Throwable e) {
        return e instanceof SdkClientException
                || (e instanceof AwsServiceException refusal && refusal.statusCode() >= 500)
                || e instanceof SQLException
                || e instanceof ConnectException
                || e instanceof UnknownHostException;
    }
}
