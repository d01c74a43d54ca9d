package io.caravan.tables;

import java.nio.file.Path;
import java.util.Map;

/**
 * A file of Parquet on this machine.
 *
 * @param path where it is
 * @param rows how many rows it has
 * @param bytes its size
 * @param statistics what DuckDB tells of its columns, by field id: min, max, null_count and the like
 */
record ParquetFile(Path path, long rows, long bytes, Map<Integer, Map<String, String>> statistics) {}
