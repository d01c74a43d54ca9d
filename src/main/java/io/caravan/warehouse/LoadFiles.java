package io.caravan.warehouse;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.RejectedException;
import io.caravan.model.DuckDb;
import io.caravan.model.Table;
import io.caravan.sink.Batch;
import io.caravan.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    /**
     * Returns the endpoint that fills the stage: that of the files, unless the rows have come another way.
     *
     * @param fill the other way; null for none
     */
    public String source(@ExchangeProperty(ExchangeProperties.FILL) String fill) {
        return fill == null ? "direct:copy-files" : fill;
    }

    /**
     * Returns what to copy, table by table, files of one version of the model at a time; nothing where there is no file.
     *
     * @param landing what pipes have brought; null where they bring nothing
     */
    public List<CopyPart> copyParts(
            @ExchangeProperty(ExchangeProperties.ENTERED) Batch entered,
            @ExchangeProperty(ExchangeProperties.LANDING) Landing landing) {
        Map<String, String> landed = landing == null ? Map.of() : landing.fileNames();
        var parts = new ArrayList<CopyPart>();
        for (Table table : Table.ofSnapshots()) {
            entered.files(table).forEach((model, keys) -> {
                var byWay = keys.stream().collect(Collectors.partitioningBy(landed::containsKey));
                if (!byWay.get(false).isEmpty()) {
                    parts.add(new CopyPart(table, model, byWay.get(false), false));
                }
                if (!byWay.get(true).isEmpty()) {
                    List<String> names =
                            byWay.get(true).stream().map(landed::get).toList();
                    parts.add(new CopyPart(table, model, names, true));
                }
            });
        }
        return parts;
    }

    /** Returns the statement that copies or takes one part. */
    public SqlStatement copyStatement(@Body CopyPart part) {
        String sql = sqlFiles.statement(part.statement());
        return SqlStatement.of(
                part.areLanded()
                        ? sql.replace(WarehouseDialect.FILES, DuckDb.literals(part.files()))
                        : dialect.copyStatement(sql, part));
    }

    /**
     * Compares what was staged with what the manifests promise.
     *
     * @param rows what {@code count_staged.sql} answered
     * @throws RejectedException when a table got more or fewer rows
     */
    public void verify(
            @ExchangeProperty(ExchangeProperties.ENTERED) Batch entered, @Body List<Map<String, Object>> rows) {
        Map<String, Long> staged = JdbcRows.counts(rows);
        entered.rows().forEach((table, expected) -> {
            long got = staged.getOrDefault(table, 0L);
            if (got != expected) {
                throw new RejectedException("The files of " + table + " hold " + Counted.of(got, "row") + " where "
                        + entered + " promises " + expected + "; replay the snapshot, which writes them anew");
            }
        });
    }

    /** Drops what the copies left behind. */
    public void cleanUp() {
        dialect.cleanUp();
    }
}
