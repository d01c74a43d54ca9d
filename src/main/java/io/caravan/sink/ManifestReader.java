package io.caravan.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.caravan.model.Table;
import io.caravan.snapshot.Manifest;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads manifests and refuses what the ledger and the SQL must not see. */
public final class ManifestReader {
    private static final String NAME = "[A-Za-z0-9_.=-]+";
    private static final String KEY = "[A-Za-z0-9_.=/-]+";

    private static final String NO_MANIFEST = "it is no manifest, but empty or of another form";
    private static final BigInteger NEWEST = BigInteger.valueOf(Table.VERSION);
    private static final Set<String> LABELS =
            Table.ofSnapshots().stream().map(Table::label).collect(Collectors.toSet());

    private static final Duration LONGEST_RUN = Duration.ofDays(400);
    private static final Set<String> OF_RUNS =
            Table.of(Table.Kind.RUN).stream().map(Table::label).collect(Collectors.toSet());

    private final ObjectReader reader = new ObjectMapper()
            .readerFor(Manifest.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Reads a manifest.
     *
     * @param key its key, which ends as its snapshot says
     * @param eTag of the bytes
     */
    public InboxManifest read(String key, String eTag, byte[] bytes) {
        try {
            JsonNode tree = reader.readTree(bytes);
            if (!tree.isObject()) {
                return InboxManifest.unreadable(key, eTag, NO_MANIFEST);
            }
            // First of all, since another version may mean something else by the rest.
            JsonNode model = tree.path("model");
            if (model.isIntegralNumber() && model.bigIntegerValue().compareTo(NEWEST) > 0) {
                return InboxManifest.ofLaterModel(key, eTag, model.bigIntegerValue());
            }
            Manifest manifest = reader.readValue(tree);
            String problem = problem(key, manifest);
            return problem == null
                    ? InboxManifest.readable(key, eTag, manifest)
                    : InboxManifest.unreadable(key, eTag, problem);
        } catch (IOException e) {
            return InboxManifest.unreadable(key, eTag, notRead(e));
        }
    }

    /** Reads what is called as a manifest of a run. */
    InboxManifest readRun(String key, String eTag, byte[] bytes) {
        try {
            RunManifest run = reader.forType(RunManifest.class).readValue(bytes);
            boolean isOne = run != null
                    && matches("[A-Za-z0-9-]+", run.runId())
                    && key.endsWith("/" + run.fileName())
                    && isInstant(run.startedAt())
                    && isInstant(run.endedAt())
                    && isSpan(Duration.between(Instant.parse(run.startedAt()), Instant.parse(run.endedAt())))
                    && run.rows() != null
                    && OF_RUNS.containsAll(run.rows().keySet())
                    && run.rows().values().stream().noneMatch(rows -> rows == null || rows.contains(null));
            return isOne
                    ? InboxManifest.ofRun(key, eTag, run)
                    : InboxManifest.unreadable(key, eTag, "it does not tell of the run that it is called by");
        } catch (IOException e) {
            return InboxManifest.unreadable(key, eTag, notRead(e));
        }
    }

    /** The library's own words quote the bytes and name classes. */
    private static String notRead(IOException e) {
        if (e instanceof JsonMappingException wrong && !wrong.getPath().isEmpty()) {
            String field = wrong.getPath().stream()
                    .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                    .collect(Collectors.joining("."));
            return field + " is not what a manifest holds there";
        }
        if (e instanceof JsonEOFException) {
            // The line behind the last line end is none that anybody sees.
            return "it is no manifest: the JSON ends too early";
        }
        return e instanceof JsonProcessingException wrong && wrong.getLocation() != null
                ? "it is no manifest: not JSON from line %d, column %d on"
                        .formatted(
                                wrong.getLocation().getLineNr(),
                                wrong.getLocation().getColumnNr())
                : NO_MANIFEST;
    }

    private static String problem(String key, Manifest manifest) {
        if (manifest == null
                || !matches(NAME, manifest.snapshot())
                || !key.endsWith("/" + Manifest.fileName(manifest.snapshot(), manifest.replaces()))) {
            return "it is not called as its snapshot is";
        }
        if (!matches("[0-9a-f]{64}", manifest.rawSha256())) {
            return "raw_sha256 is not 64 hex digits";
        }
        if (!isInstant(manifest.extractedAt())) {
            return "extracted_at is no time in ISO 8601 and UTC";
        }
        if (manifest.modelVersion() < 1) {
            return "model is no version of the table model";
        }
        for (var file : manifest.files().entrySet()) {
            if (!LABELS.contains(file.getKey())) {
                return "files names a table that is none: " + printable(file.getKey());
            }
            if (file.getValue() == null
                    || !matches(KEY, file.getValue().key())
                    || file.getValue().rows() < 0) {
                return "files." + file.getKey() + " does not name a CSV file and its rows";
            }
        }
        for (var reason : manifest.skipped().entrySet()) {
            if (isNoCount("[a-z_]{1,100}", reason)) {
                return "skipped holds what is no reason with its count: " + printable(reason.getKey());
            }
        }
        for (var field : manifest.repaired().entrySet()) {
            if (isNoCount("[a-z_.]{1,100}", field)) {
                return "repaired holds what is no field with its count: " + printable(field.getKey());
            }
        }
        // Each is a key of the ledger: a merge from two rows of one key doubles rows, or fails.
        if (isNotEachOnce(manifest.playlists().stream()
                .map(playlist -> playlist == null ? null : playlist.playlistId())
                .toList())) {
            return "playlists does not name each of its playlists once";
        }
        if (!manifest.playlists().stream().allMatch(ManifestReader::hasPlaces)) {
            return "playlists counts more than a playlist can have";
        }
        if (isNotEachOnce(manifest.withheld().stream()
                .map(column -> column == null
                                || column.playlistId() == null
                                || column.tableName() == null
                                || column.columnName() == null
                        ? null
                        : column)
                .toList())) {
            return "withheld does not name each of its columns once";
        }
        return null;
    }

    /** The checks of the warehouse reckon with them. */
    private static boolean hasPlaces(Manifest.Playlist playlist) {
        return Stream.of(playlist.firstPosition(), playlist.lastPosition(), playlist.entries(), playlist.missing())
                .allMatch(places -> places == null || places == places.intValue());
    }

    private static boolean isNoCount(String pattern, Map.Entry<String, Long> named) {
        return !matches(pattern, named.getKey()) || named.getValue() == null || named.getValue() < 0;
    }

    private static boolean isNotEachOnce(List<?> values) {
        return values.contains(null) || new HashSet<>(values).size() < values.size();
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), 100)).replaceAll("[^\\p{Print}]", "?");
    }

    private static boolean matches(String pattern, String text) {
        return text != null && text.matches(pattern);
    }

    /** Each of its days is looked at. */
    private static boolean isSpan(Duration duration) {
        return !duration.isNegative() && duration.compareTo(LONGEST_RUN) <= 0;
    }

    /** In UTC and in years of four digits: an offset would be dropped by who reads it as a timestamp without zone. */
    private static boolean isInstant(String text) {
        try {
            return text != null
                    && text.matches("[0-9]{4}-.*Z")
                    && !text.startsWith("0000")
                    && Instant.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
