package io.caravan.lake;

import io.caravan.model.Table;
import java.util.List;
import java.util.stream.Stream;

/** Where objects lie in the lake; each ends in {@code /}. The routes name the same ones. */
public final class Prefixes {
    /** Raw objects that wait for the transform. */
    public static final String RAW_INBOX = "raw_data/to_processed/";
    /** Raw objects that were transformed. */
    public static final String ARCHIVE = "raw_data/processed/";
    /** The folders of the six tables, and {@link #LOAD_INBOX} beside them. */
    static final String TRANSFORMED = "transformed_data/";
    /** Manifests that wait for the load. */
    public static final String LOAD_INBOX = TRANSFORMED + "to_load/";
    /** Manifests that were loaded. */
    public static final String LOADED = TRANSFORMED + "loaded/";
    /** Manifests that wait to be committed to the lake's tables. */
    public static final String COMMIT_INBOX = TRANSFORMED + "to_commit/";
    /** Manifests that were committed to the lake's tables. */
    public static final String COMMITTED = TRANSFORMED + "committed/";
    /** Manifests that wait to be published to a topic. */
    public static final String PUBLISH_INBOX = TRANSFORMED + "to_publish/";
    /** Manifests that were published. */
    public static final String PUBLISHED = TRANSFORMED + "published/";
    /** Files of a load of the stream while it lasts, where the warehouse reads nothing but the lake. */
    public static final String LANDING = TRANSFORMED + "stream_data/";
    /** What no retry can heal. */
    public static final String DEAD_LETTERS = "dead_letter/";

    /** What is remembered from run to run. */
    private static final String STATE = "state/";
    /** All of them, and the folders of the tables. */
    public static final List<String> FOLDERS = Stream.concat(
                    Stream.of(RAW_INBOX, ARCHIVE, LOAD_INBOX, LOADED, DEAD_LETTERS, STATE),
                    Table.ofSnapshots().stream().map(table -> TRANSFORMED + table.folder() + "/"))
            .toList();

    /** What else stands below {@code lake.prefix}: the lake's tables, where they have no place of their own, and what Athena answers. */
    private static final List<String> OWN =
            List.of("raw_data/", TRANSFORMED, DEAD_LETTERS, STATE, "lake/", "athena_results/");

    /** Returns whether a key, or what keys begin with, is one under which Caravan keeps what is its own. */
    public static boolean areOwn(String key) {
        return OWN.stream().anyMatch(key::startsWith);
    }

    private Prefixes() {}
}
