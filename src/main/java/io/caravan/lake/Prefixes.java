package io.caravan.lake;

import java.util.List;

/** Where objects lie in the lake; each ends in {@code /}. The routes name the same ones. */
public final class Prefixes {
    /** Raw objects that wait for the transform. */
    public static final String RAW_INBOX = "raw_data/to_processed/";
    /** Raw objects that were transformed. */
    public static final String ARCHIVE = "raw_data/processed/";
    /** The folders of the tables, and {@link #LOAD_INBOX} beside them. */
    public static final String TRANSFORMED = "transformed_data/";
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
    /** Those that every lake has, but for the folders of the tables. */
    public static final List<String> FOLDERS = List.of(RAW_INBOX, ARCHIVE, LOAD_INBOX, LOADED, DEAD_LETTERS, STATE);

    /** What else stands below {@code lake.prefix}: the lake's tables, where they have no place of their own, and what Athena answers. */
    private static final List<String> OWN =
            List.of("raw_data/", TRANSFORMED, DEAD_LETTERS, STATE, "lake/", "athena_results/");

    /** Returns whether a key, or what keys begin with, is one under which Caravan keeps what is its own. */
    public static boolean areOwn(String key) {
        return OWN.stream().anyMatch(key::startsWith);
    }

    private Prefixes() {}
}
