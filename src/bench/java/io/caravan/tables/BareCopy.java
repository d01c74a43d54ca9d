package io.caravan.tables;

import io.caravan.lake.LocalFiles;
import io.caravan.model.DuckDb;
import io.caravan.model.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** A file of a lake table as it is written, beside DuckDB's COPY of the same CSV files with nothing said but the format. */
public final class BareCopy {
    private BareCopy() {}

    /** Returns processor seconds and bytes of both, by turns, the smaller ones of each; {@code cpu} tells the processor time in nanoseconds. */
    public static Map<String, Double> measure(List<String> csvFiles, int rounds, LongSupplier cpu) throws Exception {
        var figures = new TreeMap<String, Double>();
        for (int round = 0; round < rounds; round++) {
            bare(csvFiles, cpu, figures);
            ours(csvFiles, cpu, figures);
        }
        return figures;
    }

    private static void ours(List<String> csvFiles, LongSupplier cpu, Map<String, Double> figures) throws Exception {
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        try (var writer = new ParquetWriter(folder)) {
            long start = cpu.getAsLong();
            ParquetFile file = writer.ofCsv(
                    LakeTable.of(Table.PLAYLIST_ITEMS), new TreeMap<>(Map.of(Table.VERSION, csvFiles)), "commit", "ours");
            figures.merge("cpu", (cpu.getAsLong() - start) / 1e9, Math::min);
            figures.put("bytes", (double) file.bytes());
            figures.put("rows", (double) file.rows());
        }
    }

    private static void bare(List<String> csvFiles, LongSupplier cpu, Map<String, Double> figures) throws Exception {
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        Path file = folder.resolve("bare.parquet");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            long start = cpu.getAsLong();
            statement.execute("copy (from " + DuckDb.csv(Table.PLAYLIST_ITEMS.columns(), DuckDb.literals(csvFiles)) + ") to '" + file
                    + "' (format parquet, compression zstd)");
            figures.merge("bare_cpu", (cpu.getAsLong() - start) / 1e9, Math::min);
            figures.put("bare_bytes", (double) Files.size(file));
        } finally {
            LocalFiles.delete(folder);
        }
    }
}
