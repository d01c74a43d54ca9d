package io.caravan.warehouse;

import io.caravan.sink.Batch;
import java.util.Map;

/**
 * What pipes have brought of a batch.
 *
 * @param whole the manifests of which nothing is missing
 * @param fileNames of the CSV files whose rows are taken from the landing tables, what these call them, by their keys in the lake; the
 *     others are copied
 */
public record Landing(Batch whole, Map<String, String> fileNames) {}
