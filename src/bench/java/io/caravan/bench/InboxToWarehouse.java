package io.caravan.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import io.caravan.transform.Fingerprint;
import io.caravan.model.Table;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.FileUtil;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A process of its own: the application with its local S3 server and DuckDB, from an inbox full of raw objects to rows in an empty
 * warehouse or one with a history. The settings are those of the profile local but for the pause between two looks at the inbox, which
 * is 20 ms. The token loop runs just before and just after in the same process while the application has nothing to do, since the speed of a machine may change
 * within minutes; after the last round DuckDB runs alone, with nothing but the COPY and MERGE of the very files. Prints one line of JSON
 * a round.
 *
 * <pre>InboxToWarehouse &lt;shape&gt; &lt;objects&gt; &lt;entries of each&gt; &lt;times to warm up with 50 small ones&gt; &lt;rounds&gt; &lt;place|s3&gt; &lt;days&gt;</pre>
 *
 * where {@code s3} lets DuckDB's files come through S3, as they do in production, and days are those of a {@link History} that the
 * warehouse holds.
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
        int days = Integer.parseInt(arguments[6]);
        List<Path> small = RawSnapshots.small(shape, SMALL);
        List<Path> raw = RawSnapshots.files(shape, objects, entries);
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        Map<String, String> settings = arguments[5].equals("s3") ? Map.of("warehouse.lake-folder", "") : Map.of();
        try (var app =
                TestApplication.start(folder, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 20)), settings)) {
            // The same ones again and again: all is done for them but what the ledger spares the warehouse.
            for (int warmUp = 0; warmUp < warmUps; warmUp++) {
                carry(app, small, new LinkedHashMap<>());
            }
            Set<Path> old = DuckDbLoad.files(folder, Table.PLAYLIST);
            for (int round = 0; round < rounds; round++) {
                Files.deleteIfExists(folder.resolve("warehouse.duckdb"));
                if (days > 0) {
                    History.fill(folder.resolve("warehouse.duckdb"), days);
                    // The first load brings the ledger of an older version up to date.
                    carry(app, small, new LinkedHashMap<>());
                }
                var line = warmUps == 0 ? cold(app, raw) : warm(app, raw);
                check(folder, objects + (days > 0 ? SMALL : 0));
                if (round == rounds - 1 && days == 0) {
                    long cpu = cpu();
                    line.put("copy_and_merge_seconds", DuckDbLoad.seconds(folder, old));
                    line.put("copy_and_merge_cpu_seconds", (cpu() - cpu) / 1e9);
                }
                System.out.println(new ObjectMapper().writeValueAsString(line));
            }
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
        System.exit(0);
    }

    private static Map<String, Object> warm(TestApplication app, List<Path> raw) throws Exception {
        var line = new LinkedHashMap<String, Object>();
        TokenLoop.rate(raw, 1);
        double one = TokenLoop.rate(raw, 1);
        double two = TokenLoop.rate(raw, 2);
        carry(app, raw, line);
        line.put("tokens", (one + TokenLoop.rate(raw, 1)) / 2);
        line.put("tokens_of_two", (two + TokenLoop.rate(raw, 2)) / 2);
        return line;
    }

    /** Nothing runs before, not even the loop. */
    private static Map<String, Object> cold(TestApplication app, List<Path> raw) throws Exception {
        var line = new LinkedHashMap<String, Object>();
        carry(app, raw, line);
        TokenLoop.rate(raw, 1);
        line.put("tokens", TokenLoop.rate(raw, 1));
        line.put("tokens_of_two", TokenLoop.rate(raw, 2));
        return line;
    }

    /** A figure of work that was not done is none. */
    private static void check(Path folder, int objects) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        """
                        select count(*) filter (where raw_key is not null), sum(playlist_items_rows), (select count(*) from tbl_playlist_items)
                        from etl_load""")) {
            rows.next();
            if (rows.getLong(1) != objects || rows.getLong(2) == 0 || rows.getLong(2) != rows.getLong(3)) {
                throw new IllegalStateException("%d of %d snapshots are in the warehouse, %d of %d rows"
                        .formatted(rows.getLong(1), objects, rows.getLong(3), rows.getLong(2)));
            }
        }
    }

    /** Takes the time from a full inbox to the warehouse. Nobody looks at the inbox before and after. */
    private static void carry(TestApplication app, List<Path> raw, Map<String, Object> line) throws Exception {
        long bytes = fill(app, raw);
        long cpu = cpu();
        long start = System.nanoTime();
        transform(app);
        double transformed = (System.nanoTime() - start) / 1e9;
        line.put("transform_cpu_seconds", (cpu() - cpu) / 1e9);
        app.request("direct:load-warehouse");
        double seconds = (System.nanoTime() - start) / 1e9;
        line.put("cpu_seconds", (cpu() - cpu) / 1e9);
        line.put("bytes", bytes);
        line.put("seconds", seconds);
        line.put("transform_seconds", transformed);
        line.put("heap_peak", heapPeak());
        line.put("rss_peak", rssPeak());
    }

    /** Fills the inbox as the extraction does, with nobody looking at it, and returns its bytes. */
    static long fill(TestApplication app, List<Path> raw) throws Exception {
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
        return bytes;
    }

    /** Works the inbox off. */
    static void transform(TestApplication app) throws Exception {
        app.context().getRouteController().resumeRoute("transform-snapshots");
        app.drainInbox();
        app.context().getRouteController().suspendRoute("transform-snapshots");
    }

    /** Processor time of the whole process in nanoseconds, the compiler's and the collector's included. */
    static long cpu() {
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
