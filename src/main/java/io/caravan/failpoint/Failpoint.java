package io.caravan.failpoint;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.UnavailableException;
import io.caravan.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One armed place, and what happens to whoever passes it. */
final class Failpoint {
    private static final Pattern ACTION =
            Pattern.compile("(halt|fail)(?:\\((\\d{1,6})\\))?|(stall)\\((\\d+(?:ms|s|m)?)\\)");

    private static final Logger LOG = LoggerFactory.getLogger(Failpoint.class);

    private record Action(String word, int count, Duration duration) {}

    private final String place;
    private final List<Action> actions;
    private final AtomicInteger passes = new AtomicInteger();

    /**
     * Arms a place.
     *
     * @param place {@code <node id>.before} or {@code <node id>.after}
     * @param actions one after the other, with {@code |} between them
     * @throws ConfigurationException when an action is none
     */
    Failpoint(String place, String actions) {
        this.place = place;
        this.actions = Stream.of(actions.split("\\|", -1)).map(this::action).toList();
    }

    private Action action(String text) {
        Matcher matcher = ACTION.matcher(text);
        if (!matcher.matches()) {
            throw new ConfigurationException(
                    "The failpoint " + place + " is told to \"" + text
                            + "\"; it can halt, halt(<at which pass>), fail, fail(<how many times>) or stall(<how long, such as 30s>)");
        }
        if (matcher.group(3) != null) {
            return new Action(matcher.group(3), 0, Durations.parse(matcher.group(4)));
        }
        int count = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return new Action(matcher.group(1), count, Duration.ZERO);
    }

    String place() {
        return place;
    }

    /**
     * Does what the place is armed for. Halting ends the process as {@code kill -9} does, without a hook or a finally.
     *
     * @throws UnavailableException where it is to fail, as a service that is away
     * @throws InterruptedException when a stall is cut short because the application stops
     */
    void pass() throws InterruptedException {
        int pass = passes.incrementAndGet();
        for (Action action : actions) {
            LOG.warn("Failpoint {}, pass {}: {}", place, pass, action.word());
            switch (action.word()) {
                case "halt" -> {
                    if (pass >= action.count()) {
                        Runtime.getRuntime().halt(137);
                    }
                }
                case "stall" -> Thread.sleep(action.duration().toMillis());
                default -> {
                    if (action.count() == 0 || pass <= action.count()) {
                        throw new UnavailableException("The failpoint " + place + " failed as it was told", null);
                    }
                }
            }
        }
    }
}
