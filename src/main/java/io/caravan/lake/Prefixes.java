package io.caravan.lake;

import java.util.List;

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
    /** What no retry can heal. */
    public static final String DEAD_LETTERS = "dead_letter/";

    /** All of them. */
    public static final List<String> FOLDERS = List.of(RAW_INBOX, ARCHIVE, LOAD_INBOX, LOADED, DEAD_LETTERS);

    private Prefixes() {}
}
