package io.caravan.warehouse;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.run.CurrentRun;
import io.caravan.text.Counted;
import io.caravan.text.Timestamps;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** For how many days the items of reads that are no current content stay in {@code tbl_playlist_items}. */
public final class HistoryLimit {
    private final int days;
    private final SqlFiles sqlFiles;
    private final Clock clock;
    private final CurrentRun runs;

    /**
     * Creates the bean; the run tells what was removed.
     *
     * @param days value of {@code warehouse.history-days}; 0 for ever
     */
    public HistoryLimit(int days, SqlFiles sqlFiles, Clock clock, CurrentRun runs) {
        this.days = days;
        this.sqlFiles = sqlFiles;
        this.clock = clock;
        this.runs = runs;
    }

    /** Returns whether there is one. */
    public boolean isSet() {
        return days > 0;
    }

    /** Returns what is to be run today: days are kept or go as a whole, so that a second run of a day finds nothing. */
    public Expiry expiry() {
        LocalDate keptFrom =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days);
        String before = Timestamps.cell(keptFrom.atStartOfDay().toInstant(ZoneOffset.UTC));
        return new Expiry(
                keptFrom,
                List.of(
                        named("lock_ledger", Map.of()),
                        named(
                                "expire_reads",
                                Map.of("before", before, "removed_at", Timestamps.cell(clock.instant())))),
                named("select_expired_items", Map.of("before", before)),
                named("expire_items", Map.of("before", before)));
    }

    private SqlStatement named(String name, Map<String, Object> parameters) {
        return new SqlStatement(name, sqlFiles.statement(name), parameters);
    }

    /** Returns what is to go, a row a playlist, as {@code select_expired_items.sql} answered. */
    public List<ExpiredItems> expired(@Body List<Map<String, Object>> rows) {
        return rows.stream()
                .map(row -> new ExpiredItems(
                        (String) JdbcRows.value(row, "playlist_id"), number(row, "reads"), number(row, "row_count")))
                .toList();
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) JdbcRows.value(row, column)).longValue();
    }

    /** Tells the run what is gone. */
    public void note(
            @ExchangeProperty(ExchangeProperties.EXPIRY) Expiry expiry,
            @ExchangeProperty(ExchangeProperties.EXPIRED) List<ExpiredItems> expired) {
        expired.forEach(of -> runs.historyRemoved(
                of.playlistId(),
                of.reads(),
                of.rows(),
                "%s of %s removed, from before %s"
                        .formatted(Counted.of(of.rows(), "row"), Counted.of(of.reads(), "read"), expiry.keptFrom())));
    }

    /**
     * What of a playlist has expired.
     *
     * @param playlistId whose it was
     * @param reads how many reads lose their items
     * @param rows how many items these are
     */
    public record ExpiredItems(String playlistId, long reads, long rows) {}
}
