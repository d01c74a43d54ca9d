package io.caravan.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import io.caravan.transform.Fingerprint;
import io.caravan.transform.Table;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.FileUtil;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A process of its own: the application as it ships, with its local S3 server and DuckDB, from an inbox full of raw objects to
 * rows in an empty warehouse. The token loop runs just before and just after in the same process, since the speed of a machine may change
 * within minutes; so does DuckDB with nothing but the COPY and MERGE of the very files. Prints one line of JSON a round.
 *
 * <pre>InboxToWarehouse &lt;shape&gt; &lt;objects&gt; &lt;entries of each&gt; &lt;times to warm up with 50 small ones&gt; &lt;rounds&gt;</pre>
 */
final class InboxToWarehouse {
    private static final int SMALL = 50;

    private InboxToWarehouse() {}

    public static void main(String[] arguments) throws Exception {
        Shape shape = Shape.valueOf(arguments[0]);
        int objects = Integer.parseInt(arguments[1]);
        int entries = Integer.parseInt(arguments[2]);
        int warmUps = Integer.parseInt(arguments[3]);
        int rounds = Integer.parseInt(arguments[4]);
        List<Path> small = RawSnapshots.small(shape, SMALL);
        List<Path> raw = RawSnapshots.files(shape, objects, entries);
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        try (var app = TestApplication.start(
                folder, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 20)), Map.of("lake.poll-every", "20ms"))) {
            // The same ones again and again: all is done for them but what the ledger spares the warehouse.
            for (int warmUp = 0; warmUp < warmUps; warmUp++) {
                carry(app, small, new LinkedHashMap<>());
            }
            TokenLoop.rate(raw, 1);
            Set<Path> old = DuckDbLoad.files(folder, Table.PLAYLIST);
            for (int round = 0; round < rounds; round++) {
                Files.deleteIfExists(folder.resolve("warehouse.duckdb"));
                System.out.println(new ObjectMapper().writeValueAsString(round(app, raw, old)));
            }
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
        System.exit(0);
    }

    private static Map<String, Object> round(TestApplication app, List<Path> raw, Set<Path> old) throws Exception {
        var line = new LinkedHashMap<String, Object>();
        double one = TokenLoop.rate(raw, 1);
        double two = TokenLoop.rate(raw, 2);
        carry(app, raw, line);
        line.put("tokens", (one + TokenLoop.rate(raw, 1)) / 2);
        line.put("tokens_of_two", (two + TokenLoop.rate(raw, 2)) / 2);
        line.put("heap_peak", heapPeak());
        line.put("rss_peak", rssPeak());
        line.put("copy_and_merge_seconds", DuckDbLoad.seconds(app.folder, old));
        return line;
    }

    /** Fills the inbox as the extraction does, while nobody looks at it, then takes the time. */
    private static void carry(TestApplication app, List<Path> raw, Map<String, Object> line) throws Exception {
        app.context().getRouteController().suspendRoute("transform-snapshots");
        long bytes = 0;
        var s3 = app.bean("s3Client", S3Client.class);
        for (Path file : raw) {
            Map<String, String> metadata;
            try (var stream = Files.newInputStream(file)) {
                metadata = Fingerprint.of(stream).metadata();
            }
            s3.putObject(
                    request -> request.bucket("lake")
                            .key("raw_data/to_processed/" + file.getFileName())
                            .metadata(metadata),
                    file);
            bytes += Files.size(file);
        }
        long cpu = cpu();
        long start = System.nanoTime();
        app.context().getRouteController().resumeRoute("transform-snapshots");
        app.drainInbox();
        double transformed = (System.nanoTime() - start) / 1e9;
        line.put("transform_cpu_seconds", (cpu() - cpu) / 1e9);
        app.request("direct:load-warehouse");
        double seconds = (System.nanoTime() - start) / 1e9;
        line.put("cpu_seconds", (cpu() - cpu) / 1e9);
        line.put("bytes", bytes);
        line.put("seconds", seconds);
        line.put("transform_seconds", transformed);
    }

    /** Processor time of the whole process in nanoseconds, the compiler's and the collector's included. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** Linux tells it; 0 elsewhere. */
    private static long rssPeak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(text -> text.startsWith("VmHWM:"))
                .mapToLong(text -> Long.parseLong(text.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }
}
