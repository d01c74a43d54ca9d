package io.caravan.stream;

import io.caravan.CaravanException;
import io.caravan.ConfigurationException;
import io.caravan.RejectedException;
import io.caravan.UnavailableException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Puts what the brokers have against a call into words. */
final class StreamFailures {
    private StreamFailures() {}

    /**
     * Returns an error of ours.
     *
     * @param what what did not work, as a sentence begins: "Cannot publish x to the topic y"
     */
    static CaravanException of(String what, Throwable failure) {
        if (failure instanceof CaravanException ours) {
            return ours;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SslAuthenticationException || cause instanceof AuthenticationException) {
                return new ConfigurationException(
                        what
                                + ": the brokers do not accept who signs in, or Caravan does not trust them; see stream.security,"
                                + " stream.user, stream.password and stream.truststore",
                        failure);
            }
            if (cause instanceof AuthorizationException) {
                return new ConfigurationException(
                        what + ": " + stripped(cause)
                                + "; give who signs in the rights that docs/stream.md lists, then try again",
                        failure);
            }
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return new UnavailableException(
                        what
                                + ": another process publishes with the same stream.instance; give each its own. Nothing was"
                                + " lost, and what waits is published by the one that comes to it",
                        failure);
            }
            if (cause instanceof RecordTooLargeException) {
                return new RejectedException(
                        what + ": one of its records is larger than the topic takes; set max.message.bytes of the topic"
                                + " higher, then retry the dead letter",
                        failure);
            }
            if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
                return new ConfigurationException(
                        what
                                + ": there is no such topic; make it, as docs/stream.md says, or set stream.topic to another",
                        failure);
            }
        }
        return new UnavailableException(
                what + ": the brokers do not answer as they should (" + stripped(root(failure)) + ")", failure);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && (root instanceof ExecutionException || root.getMessage() == null)) {
            root = root.getCause();
        }
        return root;
    }

    private static String stripped(Throwable cause) {
        String message = cause.getMessage() == null ? "they say nothing more" : cause.getMessage();
        return message.strip().replaceFirst("\\.$", "");
    }
}
