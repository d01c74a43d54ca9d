package io.caravan.doctor;

import java.util.List;

/** A look at one thing that a run needs. */
interface Check {
    /** Returns what it looks at, as findings call it. */
    String name();

    /**
     * Looks at it.
     *
     * @param findings what is found is put to these
     * @throws Exception when the look fails, which is a finding too
     */
    void look(List<Finding> findings) throws Exception;

    /** Returns whether the lake is asked for it, so that a lake that is away is not told as its fault. */
    default boolean needsLake() {
        return false;
    }

    /** Looks, and finds what a look throws; it does not keep anybody from looking at the rest. */
    default void lookSafely(List<Finding> findings) {
        try {
            look(findings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.add(Finding.failed(name(), e));
        } catch (Exception e) {
            findings.add(Finding.failed(name(), e));
        }
    }
}
