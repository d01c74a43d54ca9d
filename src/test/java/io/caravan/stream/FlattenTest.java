package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.CapturedAnswers;
import io.caravan.TestApplication;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeObject;
import io.caravan.local.spotify.Catalogue;
import io.caravan.model.Table;
import io.caravan.snapshot.CsvRows;
import io.caravan.snapshot.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All rows of a snapshot come back from its records, in both formats, and no others. */
class FlattenTest {
    private static final SchemaIds SCHEMAS = new SchemaIds() {
        @Override
        public int idOf(RecordType type) {
            return Arrays.asList(RecordType.values()).indexOf(type);
        }

        @Override
        public Schema byId(int id) {
            return Arrays.asList(RecordType.values()).get(id).schema();
        }

        @Override
        public boolean isThere() {
            return true;
        }
    };

    @TempDir
    Path folder;

    /** Rows by table, as the file says without a look at what publishes it. */
    private static Map<Table, Set<List<String>>> files(Lake lake, Manifest manifest) throws IOException {
        var rows = new EnumMap<Table, Set<List<String>>>(Table.class);
        for (Table table : Table.ofSnapshots()) {
            var ofTable = new HashSet<List<String>>();
            Manifest.TableFile file = manifest.files().get(table.label());
            if (file != null) {
                try (CSVParser csv = CSVParser.parse(
                        new InputStreamReader(new ByteArrayInputStream(lake.read(file.key())), StandardCharsets.UTF_8),
                        CsvRows.FORMAT)) {
                    for (CSVRecord row : csv) {
                        if (row.getRecordNumber() > 1) {
                            ofTable.add(row.toList());
                        }
                    }
                }
            }
            rows.put(table, ofTable);
        }
        return rows;
    }

    private static Map<Table, Set<List<String>>> published(Lake lake, Manifest manifest, RecordFormat format) {
        var rows = new EnumMap<Table, Set<List<String>>>(Table.class);
        Table.ofSnapshots().forEach(table -> rows.put(table, new HashSet<>()));
        var reader = new RecordReader(SCHEMAS);
        var flat = new RecordRows();
        new SnapshotRecords(lake, manifest, "p1")
                .read((type, record) ->
                        flat.of(reader.read(format.write(type, record)), (table, cells) -> rows.get(table)
                                .add(cells)));
        return rows;
    }

    private static void assertAllComeBack(TestApplication app) throws IOException {
        var json = new ObjectMapper();
        List<LakeObject> manifests = app.lake().list("transformed_data/to_load/");
        assertThat(manifests).isNotEmpty();
        for (LakeObject object : manifests) {
            Manifest manifest = json.readValue(app.lake().read(object.key()), Manifest.class);
            var expected = files(app.lake(), manifest);
            for (RecordFormat format : List.of(new AvroFormat(SCHEMAS), new JsonFormat())) {
                assertThat(published(app.lake(), manifest, format))
                        .as(object.key())
                        .isEqualTo(expected);
                var end = format.write(RecordType.END, EndRecord.of(manifest, "p1", 7, "ab"));
                Manifest told =
                        EndRecord.manifest(new RecordReader(SCHEMAS).read(end).fields());
                assertThat(json.valueToTree(told).get("files")).hasSize(6);
                assertThat(without(told)).as(object.key()).isEqualTo(without(manifest));
                Table.ofSnapshots()
                        .forEach(table -> assertThat(told.rows(table)).isEqualTo(manifest.rows(table)));
            }
        }
    }

    /** The manifest without where its files lie, and whether it says no or nothing of being a replay. */
    private static Manifest without(Manifest manifest) {
        return new Manifest(
                manifest.snapshot(),
                manifest.rawKey(),
                manifest.rawSha256(),
                manifest.extractedAt(),
                manifest.runId(),
                manifest.consistent(),
                manifest.seen(),
                manifest.skipped(),
                manifest.rejected(),
                manifest.transformVersion(),
                manifest.replaces(),
                null,
                manifest.model(),
                manifest.playlists(),
                manifest.withheld(),
                manifest.repaired());
    }

    @Test
    void ofPlaylistsOfTheSimulator() throws Exception {
        try (var app = TestApplication.start(folder, Catalogue.of(3, 10, 150, LocalDate.of(2026, 11, 21)), Map.of())) {
            app.extract();
            app.drainInbox();
            assertAllComeBack(app);
        }
    }

    @Test
    void ofCapturedAnswers() throws Exception {
        List<Path> files = CapturedAnswers.files();
        assertThat(files).isNotEmpty();
        try (var app = TestApplication.start(folder, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)), Map.of())) {
            for (int i = 0; i < files.size(); i++) {
                app.drop(i + "-" + files.get(i).getFileName(), Files.readString(files.get(i)));
            }
            app.drainInbox();
            assertAllComeBack(app);
        }
    }

    @Test
    void namesAreDataWhateverTheyHold() throws Exception {
        try (var app = TestApplication.start(folder, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)), Map.of())) {
            var entries = new StringBuilder();
            List<String> names = List.of(
                    "",
                    " ",
                    "NULL",
                    "\\\\N",
                    "AC\\\\DC",
                    "=1+1",
                    "a,\\\"b",
                    "line\\nbreak",
                    "\\u0001",
                    "\\ud83d\\ude00",
                    "'",
                    "{");
            for (int i = 0; i < names.size(); i++) {
                entries.append(i == 0 ? "" : ",").append("""
                        {"added_at":"1969-01-01T00:00:00Z","track":{"id":"t%1$d","type":"track","name":"%2$s","duration_ms":%1$d,
                        "album":{"id":"a%1$d","name":"%2$s","release_date":"0001-01-01"},"artists":[{"id":"r1","name":"%2$s"},{"id":"r%1$d","name":"%2$s"}]}}""".formatted(i, names.get(i)));
            }
            app.drop(
                    "4uLU6hMCjMI75M1A2tKUQC_20261121T060000000Z.json",
                    "{\"id\":\"4uLU6hMCjMI75M1A2tKUQC\",\"name\":null,\"tracks\":{\"offset\":0,\"total\":%d,\"items\":[%s]}}"
                            .formatted(names.size(), entries));
            app.drainInbox();
            assertAllComeBack(app);
        }
    }
}
