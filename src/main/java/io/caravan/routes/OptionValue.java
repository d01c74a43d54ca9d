package io.caravan.routes;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the value of an option has to look like; Camel takes some for another one, such as 0 for what is no number. */
final class OptionValue {
    private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class, Integer.class, Long.class);
    private static final Pattern NUMBER_OR_TIME = Pattern.compile("[+-]?\\d+|([0-9]+(ms|[dhms])?\\s*)+|PT.+");

    private OptionValue() {}

    /** Returns what a value is not, as the end of a sentence; empty where it may be meant. */
    static String problem(Class<?> type, String value) {
        if (NUMBERS.contains(type)) {
            return NUMBER_OR_TIME.matcher(value).matches() ? "" : "no number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false") ? "" : "neither true nor false";
        }
        return type.isEnum() ? notAmong(type, value) : "";
    }

    private static String notAmong(Class<?> type, String value) {
        Set<String> names =
                Stream.of(type.getEnumConstants()).map(Object::toString).collect(Collectors.toSet());
        boolean known = Stream.of(type.getEnumConstants())
                .anyMatch(constant -> plain(((Enum<?>) constant).name()).equals(plain(value)));
        return known ? "" : notAmong(names, value);
    }

    /** Returns that a value is none of those that there are, as the end of a sentence; empty where it is one. */
    static String notAmong(Collection<String> names, String value) {
        boolean known = names.stream().anyMatch(name -> plain(name).equals(plain(value)));
        return known ? "" : "none of its values" + Mistake.instead(value, names);
    }

    /** Camel takes {@code in-only} and {@code inOnly} for the same. */
    private static String plain(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }
}
