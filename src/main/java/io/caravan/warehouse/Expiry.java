package io.caravan.warehouse;

import java.time.LocalDate;
import java.util.List;

/**
 * What one run of the retention runs: all of it for one day, whatever the clock says meanwhile.
 *
 * @param keptFrom the first day whose history is kept, in UTC
 * @param marking takes the lock of the load, then notes in the ledger which reads lose their items
 * @param counting counts these items by playlist
 * @param removing removes them
 */
public record Expiry(LocalDate keptFrom, List<SqlStatement> marking, SqlStatement counting, SqlStatement removing) {}
