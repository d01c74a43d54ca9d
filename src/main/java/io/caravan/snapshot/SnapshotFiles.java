package io.caravan.snapshot;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.exchange.ExchangeProperties;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.Lake;
import io.caravan.lake.Prefixes;
import io.caravan.model.Table;
import io.caravan.transform.Rejection;
import io.caravan.transform.Snapshot;
import io.caravan.transform.SnapshotTransform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** What of a snapshot is written to files. */
public final class SnapshotFiles {
    private final Lake lake;
    private final ObjectMapper json = new ObjectMapper();

    /** Creates the bean. */
    public SnapshotFiles(Lake lake) {
        this.lake = lake;
    }

    /** Returns the six CSV files of a snapshot. */
    public List<CsvFile> csvFiles(
            @ExchangeProperty(ExchangeProperties.SNAPSHOT) Snapshot snapshot,
            @ExchangeProperty(ExchangeProperties.REPLAYED) ArchivedObject replayed) {
        return Table.ofSnapshots().stream()
                .map(table -> new CsvFile(
                        csvKey(snapshot, ArchivedObject.isReplay(replayed), table),
                        snapshot.rows().get(table)))
                .toList();
    }

    /** Returns where a CSV file goes. */
    public String csvKey(@Body CsvFile file) {
        return file.key();
    }

    /**
     * Puts the rejected entries, one JSON line each, to {@code dead_letter/rows/<snapshot>.jsonl}. Where there is none, nothing is
     * written; those of an earlier transform are gone after a replay.
     */
    public void keepRejected(
            @ExchangeProperty(ExchangeProperties.SNAPSHOT) Snapshot snapshot,
            @ExchangeProperty(ExchangeProperties.REPLAYED) ArchivedObject replayed)
            throws IOException {
        String key = DeadLetters.rowsKey(snapshot.name());
        if (snapshot.rejections().isEmpty()) {
            if (ArchivedObject.isReplay(replayed)) {
                lake.delete(key);
            }
            return;
        }
        var lines = new ByteArrayOutputStream();
        for (Rejection rejection : snapshot.rejections()) {
            var line = new LinkedHashMap<String, Object>();
            line.put("line", rejection.line());
            line.put("entry", rejection.entry());
            line.put("reason", rejection.reason());
            line.put("json", rejection.entryJson());
            lines.write(json.writeValueAsBytes(line));
            lines.write('\n');
        }
        lake.put(key, lines.toByteArray(), "application/x-ndjson");
    }

    /**
     * A replay's files stand beside the first ones, which a load may be reading; those of a later model beside the ones of replicas that
     * do not know it.
     */
    static String csvKey(Snapshot snapshot, boolean isReplay, Table table) {
        String version =
                (isReplay ? ".v" + SnapshotTransform.VERSION : "") + (Table.VERSION == 1 ? "" : ".m" + Table.VERSION);
        return Prefixes.TRANSFORMED + table.folder() + "/" + snapshot.name() + version + ".csv";
    }
}
