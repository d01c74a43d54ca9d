package io.caravan.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which playlist a raw object is of that does not tell it, by its name: the setting {@code lake.playlist-ids}. */
public final class NamedPlaylists {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{22}");

    private record Rule(Pattern names, String id) {}

    private final List<Rule> rules;

    private NamedPlaylists(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * Reads {@code pattern=id, pattern=id}: {@code *} in a pattern stands for any text, {@code ?} for one character, and the first that fits
     * an object's name, or its path below the inbox, counts.
     *
     * @throws IllegalArgumentException when a part is not of that form; the message names it
     */
    public static NamedPlaylists of(String setting) {
        List<Rule> rules = new ArrayList<>();
        for (String part : setting == null || setting.isBlank() ? new String[0] : setting.split(",", -1)) {
            int equals = part.lastIndexOf('=');
            String names = part.substring(0, Math.max(equals, 0)).strip();
            String id = SpotifyIds.bare(part.substring(equals + 1).strip());
            if (names.isEmpty() || !ID.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        "\"%s\" is not of the form name=id, where * in the name stands for any text and the id has 22 characters"
                                .formatted(Excerpt.of(part.strip(), 100)));
            }
            rules.add(new Rule(pattern(names), id));
        }
        return new NamedPlaylists(List.copyOf(rules));
    }

    private static Pattern pattern(String names) {
        return Pattern.compile(names.codePoints()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
    }

    Optional<String> idOf(RawKey key) {
        return rules.stream()
                .filter(rule -> key.names().stream()
                        .anyMatch(name -> rule.names.matcher(name).matches()))
                .map(Rule::id)
                .findFirst();
    }
}
