package io.caravan.stream;

import io.caravan.failure.RejectedException;
import io.caravan.lake.Lake;
import io.caravan.model.Column;
import io.caravan.model.Table;
import io.caravan.snapshot.CsvRows;
import io.caravan.snapshot.Manifest;
import io.caravan.snapshot.Manifest.TableFile;
import io.caravan.text.Counted;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The CSV files that a manifest names, read row by row. */
final class SnapshotFiles {
    private final Lake lake;
    private final Manifest manifest;

    SnapshotFiles(Lake lake, Manifest manifest) {
        this.lake = lake;
        this.manifest = manifest;
    }

    /** Returns the columns that the file of a table has, in their order. */
    List<Column> columns(Table table) {
        return table.columns().stream()
                .filter(column -> column.since() <= manifest.modelVersion())
                .toList();
    }

    /**
     * Reads the file of a table, of which none is no row.
     *
     * @throws RejectedException when the file is not there, or not what the manifest promises
     */
    void read(Table table, Consumer<CSVRecord> row) {
        TableFile file = manifest.files().get(table.label());
        if (file == null) {
            return;
        }
        long rows = 0;
        int width = columns(table).size();
        // The header, which ends in a line break, is a row of the parser's.
        try (var reader = new InputStreamReader(lake.open(file.key()), StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(reader, CsvRows.FORMAT)) {
            Iterator<CSVRecord> records = parser.iterator();
            checkWidth(file, records.hasNext() ? records.next() : null, width);
            while (records.hasNext()) {
                CSVRecord next = records.next();
                checkWidth(file, next, width);
                rows++;
                row.accept(next);
            }
        } catch (NoSuchKeyException e) {
            // Without its cause, which the routes would take for a failing network.
            throw new RejectedException("There is no " + file.key()
                    + ", which the manifest names; replay the snapshot, which writes it anew");
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException("Cannot read " + file.key(), e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file.key(), e);
        }
        if (rows != file.rows()) {
            throw new RejectedException(
                    "%s holds %s where the manifest promises %d; replay the snapshot, which writes it anew"
                            .formatted(file.key(), Counted.of(rows, "row"), file.rows()));
        }
    }

    private static void checkWidth(TableFile file, CSVRecord row, int width) {
        if (row == null || row.size() != width) {
            throw new RejectedException("%s has no %d values in line %d; replay the snapshot, which writes it anew"
                    .formatted(file.key(), width, row == null ? 1 : row.getRecordNumber()));
        }
    }
}
