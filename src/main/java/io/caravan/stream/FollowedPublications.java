package io.caravan.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.exchange.ExchangeProperties;
import io.caravan.lake.LocalFiles;
import io.caravan.sink.InboxManifest;
import io.caravan.sink.ManifestReader;
import io.caravan.snapshot.Manifest;
import io.caravan.stream.PolledRecords.Publication;
import io.caravan.stream.PolledRecords.Unreadable;
import io.caravan.text.Counted;
import io.caravan.warehouse.JdbcRows;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * Follows publications, record by record, from where an earlier landing left them to their end, and holds what came against what the end tells.
 */
public final class FollowedPublications {
    private final LocalFiles files;
    private final ManifestReader manifests = new ManifestReader();
    private final RecordRows rows = new RecordRows();
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Creates the bean.
     *
     * @param files where the rows are written until they are landed
     */
    public FollowedPublications(LocalFiles files) {
        this.files = files;
    }

    /**
     * Follows each publication, record by record, and writes its rows into files.
     *
     * @param rows what {@link LandingStatements#publications} answered
     */
    public LandingFiles follow(
            @ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled, @Body List<Map<String, Object>> rows) {
        var known = new HashMap<String, Publication>();
        for (Map<String, Object> row : rows) {
            known.put(
                    (String) JdbcRows.value(row, "publication"),
                    new Publication(
                            ((Number) JdbcRows.value(row, "partition_id")).intValue(),
                            ((Number) JdbcRows.value(row, "last_offset")).longValue(),
                            new PublicationDigest(((Number) JdbcRows.value(row, "records")).longValue(), (String)
                                    JdbcRows.value(row, "digest")),
                            (String) JdbcRows.value(row, "manifest")));
        }
        var landing = new LandingFiles(files.newFolder());
        try {
            polled.records()
                    .forEach((partition, records) -> records.forEach((offset, record) ->
                            followOrSetAside(polled, new TopicPlace(partition, offset), record, known, landing)));
            return landing;
        } catch (RuntimeException e) {
            landing.close();
            throw e;
        }
    }

    private void followOrSetAside(
            PolledRecords polled,
            TopicPlace place,
            StreamRecord record,
            Map<String, Publication> known,
            LandingFiles landing) {
        try {
            follow(polled, place, record, known, landing);
        } catch (UnreadableRecordException e) {
            polled.unreadable().add(new Unreadable(place, "it " + e.getMessage()));
        }
    }

    private void follow(
            PolledRecords polled,
            TopicPlace place,
            StreamRecord record,
            Map<String, Publication> known,
            LandingFiles landing) {
        String id = record.publication();
        Publication before = known.get(id);
        PublicationDigest digest = before == null ? new PublicationDigest(0, "") : before.digest();
        if (record.type() != RecordType.END) {
            // A record can come again from elsewhere too: a topic is read from its beginning, or is a copy of another.
            if (!polled.broken().contains(id) && (before == null || !before.holds(place))) {
                rows.of(record, landing.rowsOf(id));
                digest.add(polled.value(place));
                enter(polled, known, id, new Publication(place.partition(), place.offset(), digest, null));
            }
            return;
        }
        GenericRecord end = record.fields();
        Manifest manifest = EndRecord.manifest(end);
        byte[] text = text(manifest).getBytes(StandardCharsets.UTF_8);
        InboxManifest told =
                manifests.read("/" + Manifest.fileName(manifest.snapshot(), manifest.replaces()), null, text);
        if (told.isReadable()
                && digest.records() == (long) end.get("records")
                && digest.text().equals(end.get("digest").toString())) {
            enter(
                    polled,
                    known,
                    id,
                    new Publication(
                            place.partition(), place.offset(), digest, new String(text, StandardCharsets.UTF_8)));
            return;
        }
        if (before != null) {
            known.remove(id);
            polled.publications().remove(id);
            polled.broken().add(id);
        }
        polled.unreadable()
                .add(new Unreadable(
                        place,
                        told.isReadable()
                                ? "it ends the snapshot %s after %s, and not these came before it; publish it again: \"replay --into=stream %1$s\""
                                        .formatted(manifest.snapshot(), Counted.of((long) end.get("records"), "record"))
                                : "it ends a snapshot, and "
                                        + (told.problem() == null
                                                ? "names a later version of the table model"
                                                : told.problem())));
    }

    private static void enter(
            PolledRecords polled, Map<String, Publication> known, String id, Publication publication) {
        known.put(id, publication);
        polled.publications().put(id, publication);
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("It holds only text, numbers, lists and maps", e);
        }
    }
}
