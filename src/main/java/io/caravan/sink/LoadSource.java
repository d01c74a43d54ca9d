package io.caravan.sink;

import io.caravan.failure.ConfigurationException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the rows of the warehouse's load come from: the words of {@code warehouse.from}. */
public enum LoadSource {
    /** The CSV files that the manifests name. */
    INBOX,
    /** Tables of Snowflake's into which its pipes bring these files; the manifests still say what is to be loaded. */
    SNOWPIPE,
    /** Records of the topic, which bring rows and manifests alike. */
    STREAM;

    private static final String KEY = "warehouse.from";

    /** Returns the word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a list of words.
     *
     * @param words with commas between them
     * @throws ConfigurationException when it is empty, one of them is none, or they exclude one another
     */
    public static Set<LoadSource> of(String words) {
        var sources = EnumSet.noneOf(LoadSource.class);
        for (String word : words.split(",", -1)) {
            sources.add(Stream.of(values())
                    .filter(source -> source.word().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new ConfigurationException(KEY + " must be one or more of "
                            + Stream.of(values()).map(LoadSource::word).collect(Collectors.joining(", "))
                            + ", with commas between them")));
        }
        if (sources.containsAll(Set.of(INBOX, SNOWPIPE))) {
            throw new ConfigurationException(KEY
                    + " must not name both inbox and snowpipe, which are two ways to the rows of the same manifests");
        }
        return Collections.unmodifiableSet(sources);
    }
}
