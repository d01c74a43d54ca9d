package io.caravan.stream.registry;

import java.util.List;

/**
 * How ours stands to what a registry has.
 *
 * @param subject name of the subject
 * @param versions that stand there
 * @param ours how ours stands there, null where it does not
 * @param level what the registry takes as compatible there
 * @param problems what hinders that records of these versions be read by ours, a sentence each
 */
public record SubjectReport(
        String subject, List<Integer> versions, RegisteredSchema ours, String level, List<String> problems) {
    /** Returns whether the registry refuses by itself what could not be read. */
    public boolean isLevelSufficient() {
        return SchemaRegistry.isSufficient(level);
    }
}
