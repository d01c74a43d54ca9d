package io.caravan.tables;

import io.caravan.lake.LocalFiles;
import io.caravan.model.DuckDb;
import io.caravan.model.Table;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A file of a lake table as it is written, beside DuckDB's COPY of the same CSV files with nothing said but the format. */
public final class BareCopy {
    private BareCopy() {}

    /** Returns processor seconds and bytes of both, by turns, the smaller ones of each. */
    public static Map<String, Double> measure(List<String> csvFiles, int rounds) throws Exception {
        var figures = new TreeMap<String, Double>();
        for (int round = 0; round < rounds; round++) {
            bare(csvFiles, figures);
            ours(csvFiles, figures);
        }
        return figures;
    }

    private static void ours(List<String> csvFiles, Map<String, Double> figures) throws Exception {
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        try (var writer = new ParquetWriter(folder)) {
            long start = cpu();
            ParquetFile file = writer.ofCsv(
                    LakeTable.of(Table.PLAYLIST_ITEMS), new TreeMap<>(Map.of(Table.VERSION, csvFiles)), "commit", "ours");
            figures.merge("cpu", (cpu() - start) / 1e9, Math::min);
            figures.put("bytes", (double) file.bytes());
            figures.put("rows", (double) file.rows());
        }
    }

    private static void bare(List<String> csvFiles, Map<String, Double> figures) throws Exception {
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        Path file = folder.resolve("bare.parquet");
        String literals = csvFiles.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            long start = cpu();
            statement.execute("copy (from " + DuckDb.csv(Table.PLAYLIST_ITEMS.columns(), literals) + ") to '" + file
                    + "' (format parquet, compression zstd)");
            figures.merge("bare_cpu", (cpu() - start) / 1e9, Math::min);
            figures.put("bare_bytes", (double) Files.size(file));
        } finally {
            LocalFiles.delete(folder);
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
