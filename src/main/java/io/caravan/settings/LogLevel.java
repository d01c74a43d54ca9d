package io.caravan.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How much is logged: no setting, since it counts before any is read. Of a word that it does not know the log says so in its own way, or nothing. */
final class LogLevel {
    private static final String PROPERTY = "caravan.log";
    private static final String VARIABLE = "CARAVAN_LOG";
    private static final Set<String> WORDS = Set.of("off", "fatal", "error", "warn", "info", "debug", "trace", "all");

    private LogLevel() {}

    /** Returns a sentence for each place that says a word which is none. */
    static List<String> problems(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        look(System.getProperty(PROPERTY), "-D" + PROPERTY, problems);
        look(environment.get(VARIABLE), VARIABLE, problems);
        return problems;
    }

    private static void look(String word, String from, List<String> problems) {
        if (word != null && !WORDS.contains(word.toLowerCase(Locale.ROOT))) {
            problems.add(from + "=" + word.replaceAll("\\p{Cntrl}", " ")
                    + " must be error, warn, info, debug or trace, or off for no log at all");
        }
    }
}
