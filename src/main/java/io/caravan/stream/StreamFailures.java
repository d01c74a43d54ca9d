package io.caravan.stream;

import io.caravan.failure.CaravanException;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.RejectedException;
import io.caravan.failure.UnavailableException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
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
        boolean isNameUnknown = causes(failure).anyMatch(StreamFailures::isNameUnknown);
        for (Throwable cause : causes(failure).toList()) {
            if ((cause instanceof ConfigException || isUnmade(cause)) && !isNameUnknown) {
                return new ConfigurationException(
                        what + ": the settings of the stream do not fit together: " + stripped(root(failure))
                                + "; see stream.options, stream.security and stream.truststore",
                        failure);
            }
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
                                + "; give who signs in the rights that \"doctor\" names, then try again",
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
                        what + ": there is no such topic; make it, as \"doctor\" says, or set stream.topic to another",
                        failure);
            }
        }
        boolean isAway = isNameUnknown || causes(failure).anyMatch(RetriableException.class::isInstance);
        return new UnavailableException(
                what + ": the brokers do not answer as they should (" + stripped(root(failure))
                        + "); see that stream.brokers can be reached. What waits stays where it is, and the next run takes it up",
                failure,
                isAway ? Outcome.PARKED : Outcome.FAILED);
    }

    /**
     * Waits for what the brokers answer.
     *
     * @param what what did not work where they do not, as a sentence begins
     * @throws CaravanException one of ours, whose cause is what the brokers said
     */
    static <T> T answer(String what, KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw of(what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw of(what, e);
        }
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** The clients are not even made where no name of a broker is known. */
    private static boolean isNameUnknown(Throwable cause) {
        return cause instanceof ConfigException && stripped(cause).contains("resolvable bootstrap");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null
                && (root instanceof ExecutionException || isUnmade(root) || root.getMessage() == null)) {
            root = root.getCause();
        }
        return root;
    }

    /** Kafka says of a client that it could not be made, and in a cause why. */
    private static boolean isUnmade(Throwable failure) {
        return failure.getClass() == KafkaException.class && stripped(failure).startsWith("Failed to c");
    }

    private static String stripped(Throwable cause) {
        String message = cause.getMessage() == null ? "they say nothing more" : cause.getMessage();
        return message.strip().replaceFirst("^(?:[a-z]\\w*\\.)+[A-Z]\\w*: ", "").replaceFirst("\\.$", "");
    }
}
