package io.caravan.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which forms lie in the raw lake, and what is new. Its components are the names of {@code --json}.
 *
 * @param forms what raw objects look like, Caravan's own first
 * @param lookedAt how many objects of the archive were looked at this time
 * @param knownBefore how many had been looked at before, and were not read again
 * @param waiting objects of the inbox, which count in no form yet
 * @param unreadable objects that are no JSON
 * @param late objects that came into days so old that it is no longer remembered which of theirs were looked at
 * @param leftOut how often a path was met for which there was no room
 * @param remembered false where somebody else wrote the memory meanwhile: what was looked at is looked at again the next time
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SchemaReport(
        List<FormReport> forms,
        long lookedAt,
        long knownBefore,
        List<Waiting> waiting,
        List<Unreadable> unreadable,
        long late,
        long leftOut,
        boolean remembered) {

    /**
     * A form.
     *
     * @param form {@code caravan} for Caravan's own raw objects; else where the entries of a playlist stand, or what else it is
     * @param objects how many of the archive have it
     * @param since the first day on which one of them was extracted, yyyy-MM-dd; null where all of them wait
     * @param until the last such day
     * @param isNew whether it was not known before
     * @param paths each path with each of its types, by path
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FormReport(
            String form,
            long objects,
            String since,
            String until,
            @JsonProperty("new") boolean isNew,
            List<PathReport> paths) {}

    /**
     * A type of value at a path.
     *
     * @param path {@code $.items[].track.id}; {@code *} stands for any name
     * @param type object, array, text, int (32 bits), long (64 bits), decimal, boolean or null
     * @param objects how many objects of the archive have it there
     * @param since the first day on which one of them was extracted; null where all of them wait
     * @param until the last such day
     * @param example the key of an object that has it; null where all of the form have
     * @param isNew whether it was not known before
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PathReport(
            String path,
            String type,
            long objects,
            String since,
            String until,
            String example,
            @JsonProperty("new") boolean isNew) {}

    /** An object of the inbox, with its form. */
    public record Waiting(String key, String form) {}

    /** An object that cannot be read, and why. */
    public record Unreadable(String key, String problem) {}

    /** Tells what is remembered, and what of it was not known before. */
    static List<FormReport> formsOf(Memory memory, Set<String> knownPairs, Set<String> knownForms) {
        List<FormReport> reports = new ArrayList<>();
        memory.forms().values().forEach(form -> {
            List<PathReport> paths = new ArrayList<>();
            long objects = form.sightings().objects();
            form.tree().each("$", (path, place) -> place.types()
                    .forEach((type, seen) -> paths.add(new PathReport(
                            path,
                            type.label(),
                            seen.objects(),
                            seen.since(),
                            seen.until(),
                            seen.objects() == objects && objects > 0 ? null : seen.example(),
                            !knownPairs.contains(Memory.pair(form, path, type))))));
            reports.add(new FormReport(
                    form.name(),
                    objects,
                    form.sightings().since(),
                    form.sightings().until(),
                    !knownForms.contains(form.name()),
                    paths));
        });
        // Own ones first; the others are by their names already.
        reports.sort((one, other) ->
                Boolean.compare(other.form().equals(FormReader.OWN), one.form().equals(FormReader.OWN)));
        return reports;
    }
}
