package io.caravan.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.caravan.lake.Manifest;
import io.caravan.model.Table;
import io.caravan.transform.SkipReason;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads manifests and refuses what the ledger and the SQL must not see. */
final class ManifestReader {
    private static final String NAME = "[A-Za-z0-9_.=-]+";
    private static final String KEY = "[A-Za-z0-9_.=/-]+";

    private final ObjectReader reader = new ObjectMapper()
            .readerFor(Manifest.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    InboxManifest read(String key, String eTag, byte[] bytes) {
        try {
            Manifest manifest = reader.readValue(bytes);
            String problem = problem(key, manifest);
            return new InboxManifest(key, eTag, problem == null ? manifest : null, problem);
        } catch (IOException e) {
            return new InboxManifest(key, eTag, null, notRead(e));
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
        return e instanceof JsonProcessingException wrong && wrong.getLocation() != null
                ? "it is no manifest: not JSON from line %d, column %d on"
                        .formatted(
                                wrong.getLocation().getLineNr(),
                                wrong.getLocation().getColumnNr())
                : "it is no manifest, but empty or of another form";
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
        for (Table table : Table.ofSnapshots()) {
            var file = of(manifest.files(), table.label());
            if (file == null || !matches(KEY, file.key()) || file.rows() < 0) {
                return "files." + table.label() + " does not name a CSV file and its rows";
            }
        }
        for (SkipReason reason : SkipReason.values()) {
            if (of(manifest.skipped(), reason.label()) == null) {
                return "skipped." + reason.label() + " is missing";
            }
        }
        return null;
    }

    private static <T> T of(Map<String, T> map, String name) {
        return map == null ? null : map.get(name);
    }

    private static boolean matches(String pattern, String text) {
        return text != null && text.matches(pattern);
    }

    private static boolean isInstant(String text) {
        try {
            return text != null && Instant.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
