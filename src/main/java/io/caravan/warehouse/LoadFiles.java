package io.caravan.warehouse;

import io.caravan.RejectedException;
import io.caravan.model.Table;
import io.caravan.sink.Batch;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The CSV files of a load, on their way into the stage. */
public final class LoadFiles {
    private final SqlFiles sqlFiles;
    private final WarehouseDialect dialect;

    /** Creates the bean. */
    public LoadFiles(SqlFiles sqlFiles, WarehouseDialect dialect) {
        this.sqlFiles = sqlFiles;
        this.dialect = dialect;
    }

    /** Returns what to copy, table by table, files of one version of the model at a time; nothing where there is no file. */
    public List<CopyPart> copyParts(@ExchangeProperty("entered") Batch entered) {
        return Table.ofSnapshots().stream()
                .flatMap(table -> entered.files(table).entrySet().stream()
                        .map(files -> new CopyPart(table, files.getKey(), files.getValue())))
                .toList();
    }

    /** Returns the statement that copies one part. */
    public String copyStatement(@Body CopyPart part) {
        return dialect.copyStatement(sqlFiles.statement(part.statement()), part.keys());
    }

    /**
     * Compares what was staged with what the manifests promise.
     *
     * @param rows what {@code count_staged.sql} answered
     * @throws RejectedException when a table got more or fewer rows
     */
    public void verify(@ExchangeProperty("entered") Batch entered, @Body List<Map<String, Object>> rows) {
        Map<String, Long> staged = Rows.counts(rows);
        entered.rows().forEach((table, expected) -> {
            long got = staged.getOrDefault(table, 0L);
            if (got != expected) {
                throw new RejectedException("The files of " + table + " hold " + got + " rows where " + entered
                        + " promises " + expected + "; replay the snapshot, which writes them anew");
            }
        });
    }

    /** Drops what the copies left behind. */
    public void cleanUp() {
        dialect.cleanUp();
    }
}
