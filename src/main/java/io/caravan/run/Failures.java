package io.caravan.run;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.CaravanException;
import io.caravan.failure.Outcome;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.TopicRecord;
import io.caravan.text.Timestamps;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.util.ObjectHelper;

/**
 * What becomes of a failed exchange, once no retry can heal it: it is left for the next run, or goes through the route {@code set-aside}
 * to the dead letter. A failure counts for the run also when S3 does not take the dead letter.
 */
public final class Failures {
    private static final Pattern EXCEPTION = Pattern.compile("(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error)\\b:? ?");

    /** What Camel numbers, of which nobody else has heard. */
    private static final Pattern EXCHANGE =
            Pattern.compile("(?s)(?: on(?: the exchange)?:|\\.) (?:Message|Exchange)\\[.*");

    private final DeadLetters deadLetters;
    private final CurrentRun runs;
    private final Clock clock;

    /** Creates the bean. */
    public Failures(DeadLetters deadLetters, CurrentRun runs, Clock clock) {
        this.deadLetters = deadLetters;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Sets aside what the exchange failed at, and notes the failure: the property {@code record}, which is a record of a topic, else the
     * bytes of the property {@code unreadable}, else the object that the property {@code inboxKey} names.
     */
    public void setAside(Exchange exchange) {
        exchange.setProperty(ExchangeProperties.SET_ASIDE, List.of());
        // A splitter hands on what its failed part had, and the next may fail at something else.
        Object record = exchange.removeProperty(ExchangeProperties.RECORD);
        byte[] answer = exchange.getProperty(ExchangeProperties.UNREADABLE, byte[].class);
        if (record != null) {
            keep(exchange, (TopicRecord) record);
        } else if (answer != null) {
            keep(exchange, answer);
        } else {
            bury(exchange);
        }
    }

    private void bury(Exchange exchange) {
        Failure failure = failure(exchange);
        String key = exchange.getProperty(ExchangeProperties.INBOX_KEY, String.class);
        boolean buried = false;
        try {
            String eTag = exchange.getProperty(ExchangeProperties.INBOX_ETAG, String.class);
            Map<String, Object> report = report(exchange, failure);
            buried = key != null && deadLetters.bury(failure.stage(), key, eTag, report);
            exchange.setProperty(ExchangeProperties.SET_ASIDE, buried ? List.of(report) : List.of());
        } finally {
            runs.failed(failure, buried);
        }
    }

    /** Camel has taken its count of retries away by now, so the property {@code retries} tells it. */
    private void keep(Exchange exchange, byte[] answer) {
        Failure last = failure(exchange);
        int tries = 1 + exchange.getProperty(ExchangeProperties.RETRIES, 0, Integer.class);
        Failure failure = new Failure(
                last.stage(),
                last.object(),
                last.message() + "; it was asked for " + tries + " times, and the next run asks again",
                last.outcome());
        boolean kept = false;
        try {
            Map<String, Object> report = report(exchange, failure);
            deadLetters.keep(failure.stage(), failure.object(), answer, report);
            exchange.setProperty(ExchangeProperties.SET_ASIDE, List.of(report));
            kept = true;
        } finally {
            runs.failed(failure, kept);
        }
    }

    /** Nobody is told by the hook of records: whoever sends what is no record of ours would call it as often. */
    private void keep(Exchange exchange, TopicRecord record) {
        Failure last = failure(exchange);
        Failure failure = new Failure(last.stage(), record.object(), last.message(), last.outcome());
        keep(record, failure);
        runs.failed(failure, true);
    }

    /** Keeps a record of a topic as a dead letter; whoever asks notes the failure when the record is passed over for good. */
    public void keep(TopicRecord record, Failure failure) {
        Map<String, Object> report = report(failure);
        report.put("attempts", 1);
        deadLetters.keepRecord(record.topic(), record.partition(), record.offset(), record.value(), report);
    }

    /**
     * Returns what was set aside by the last step: a report with {@code stage}, {@code object}, {@code message}, {@code exception}, {@code
     * attempts}, {@code at} and {@code run_id}; none where nothing was.
     */
    public List<?> event(@ExchangeProperty(ExchangeProperties.SET_ASIDE) List<?> reports) {
        return reports == null ? List.of() : reports;
    }

    /** Notes the failure and leaves everything as it is, for the next run. */
    public void leave(Exchange exchange) {
        runs.failed(failure(exchange), false);
    }

    /**
     * Notes the failure of a route of one's own, by its id and the step, and leaves everything as it is.
     *
     * @param noted the step at which it failed; null where nobody noted it
     */
    public void leaveOwn(Exchange exchange, @ExchangeProperty(ExchangeProperties.FAILED_STEP) FailedStep noted) {
        Failure failure = failure(exchange);
        String hook = exchange.getProperty(ExchangeProperties.STAGE, "", String.class);
        FailedStep step = noted == null ? FailedStep.taking(hook, exchange.getContext()) : noted;
        boolean isOurs = CaravanException.in(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)) != null;
        String told = step.place() + ": " + failure.message() + (isOurs ? "" : "; " + FailedStep.remedy(hook));
        runs.failed(new Failure(step.routeId(), hook, told, failure.outcome()), false);
    }

    private static Failure failure(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String stage = exchange.getProperty(ExchangeProperties.STAGE, exchange.getFromRouteId(), String.class);
        String object = Stream.of(
                        ExchangeProperties.INBOX_KEY, ExchangeProperties.REPLAYED, ExchangeProperties.PLAYLIST_ID)
                .map(name -> exchange.getProperty(name, String.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        // A split puts an exception of its own around ours.
        CaravanException ours = ObjectHelper.getException(CaravanException.class, cause);
        String message = ours == null ? words(exchange.getContext(), cause) : ours.getMessage();
        Outcome outcome = ours == null ? Outcome.PARTLY : ours.outcome();
        return new Failure(
                stage,
                object,
                exchange.getProperty(ExchangeProperties.EXPLANATION, message, String.class),
                exchange.getProperty(ExchangeProperties.OUTCOME, outcome, Outcome.class));
    }

    /** Returns what an exception says, without the names of exceptions that libraries put into their texts. */
    private static String words(CamelContext context, Throwable cause) {
        if (context.isStopping() || context.isStopped()) {
            return "the application was stopped meanwhile; the next run takes up what is left";
        }
        String said = cause.getMessage() == null
                ? ""
                : EXCHANGE.matcher(EXCEPTION.matcher(cause.getMessage()).replaceAll(""))
                        .replaceAll("");
        return said.isBlank() ? "an error that says nothing about itself; look into the log" : said;
    }

    private Map<String, Object> report(Exchange exchange, Failure failure) {
        Map<String, Object> report = report(failure);
        report.put(
                "exception",
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                        .getClass()
                        .getName());
        report.put("attempts", 1 + exchange.getProperty(ExchangeProperties.RETRIES, 0, Integer.class));
        return report;
    }

    private Map<String, Object> report(Failure failure) {
        var report = new TreeMap<String, Object>();
        report.put("stage", failure.stage());
        report.put("object", failure.object());
        report.put("message", failure.message());
        report.put("at", Timestamps.iso(clock.instant()));
        report.put("run_id", runs.currentRunId());
        return report;
    }
}
