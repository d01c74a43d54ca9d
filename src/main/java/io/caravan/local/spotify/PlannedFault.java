package io.caravan.local.spotify;

import io.caravan.text.Durations;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A fault as a command line names it: {@code [[METHOD ]PATH=]WHAT[xCOUNT]}. {@code PATH} is a regular expression for the whole
 * path, all of the API where it is left out. {@code WHAT} is a status from 400 to 599, {@code 429:7} (a status and its
 * {@code Retry-After}), {@code stall:10s}, {@code reset} or {@code truncated}. Without a count it comes once.
 *
 * @param method null for any
 */
public record PlannedFault(String method, Pattern path, int count, Fault fault) {
    private static final Pattern FORM = Pattern.compile(
            "(?:(?:([A-Z]+) )?(/.*)=)?(reset|truncated|stall:\\w+|[45]\\d\\d(?::\\d{1,6})?)(?:x(\\d{1,6}))?");

    /**
     * Reads the text of a fault.
     *
     * @throws IllegalArgumentException in words for a user
     */
    public static PlannedFault parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no fault; give a status (503), one with its Retry-After"
                            + " (429:3), stall:10s, reset or truncated, with x2 behind it for two, and for some requests only with"
                            + " their path before it, such as 'GET /v1/playlists/.*=503x2'");
        }
        int count = form.group(4) == null ? 1 : Integer.parseInt(form.group(4));
        return new PlannedFault(form.group(1), path(form.group(2)), count, fault(form.group(3)));
    }

    private static Pattern path(String text) {
        try {
            return Pattern.compile(text == null ? "/v1/.*" : text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is no regular expression: " + e.getDescription(), e);
        }
    }

    private static Fault fault(String what) {
        if (what.equals("reset")) {
            return Fault.reset();
        }
        if (what.equals("truncated")) {
            return Fault.truncated();
        }
        if (what.startsWith("stall:")) {
            return Fault.stall(Durations.parse(what.substring("stall:".length())));
        }
        int status = Integer.parseInt(what.substring(0, 3));
        String retryAfter = what.length() > 3 ? what.substring(4) : null;
        Map<String, String> headers = retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter);
        return Fault.answer(
                status, headers, Answer.error(status, message(status)).body());
    }

    private static String message(int status) {
        return switch (status) {
            case 401 -> "The access token expired";
            case 403 -> "Forbidden";
            case 404 -> "Resource not found";
            case 429 -> "API rate limit exceeded";
            case 502 -> "Bad gateway.";
            default -> status < 500 ? "Bad request" : "Server error";
        };
    }

    boolean concerns(Request request) {
        return (method == null || method.equals(request.method()))
                && path.matcher(request.path()).matches();
    }
}
