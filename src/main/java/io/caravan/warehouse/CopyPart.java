package io.caravan.warehouse;

import io.caravan.model.Table;
import java.util.List;

/**
 * What one COPY reads.
 *
 * @param table the table whose stage the rows go to
 * @param keys the CSV files
 */
public record CopyPart(Table table, List<String> keys) {}
