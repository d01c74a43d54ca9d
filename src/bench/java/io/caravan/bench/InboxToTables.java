package io.caravan.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import io.caravan.tables.BareCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.util.FileUtil;

/**
 * A process of its own: an inbox of raw objects is transformed once, then loaded into the warehouse and committed to the lake's tables, each
 * from manifests of the same files. Prints a line of JSON: processor seconds of the three, and what a file of a table costs beside
 * DuckDB's bare COPY.
 *
 * <pre>InboxToTables &lt;shape&gt; &lt;objects&gt; &lt;entries of each&gt;</pre>
 */
final class InboxToTables {
    private static final int COPIES = 3;

    private InboxToTables() {}

    public static void main(String[] arguments) throws Exception {
        Shape shape = Shape.valueOf(arguments[0]);
        List<Path> small = RawSnapshots.small(shape, 5);
        List<Path> raw = RawSnapshots.files(shape, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        var line = new LinkedHashMap<String, Object>();
        try (var app = TestApplication.start(
                folder, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 20)), Map.of("tables.catalogue", "jdbc"))) {
            carry(app, small, new LinkedHashMap<>());
            carry(app, raw, line);
        }
        try (Stream<Path> files = Files.list(folder.resolve("s3/lake/transformed_data/playlist_items_data"))) {
            line.putAll(BareCopy.measure(files.map(Path::toString).toList(), COPIES, InboxToWarehouse::cpu));
        }
        FileUtil.removeDir(folder.toFile());
        System.out.println(new ObjectMapper().writeValueAsString(line));
        System.exit(0);
    }

    private static void carry(TestApplication app, List<Path> raw, Map<String, Object> line) throws Exception {
        InboxToWarehouse.fill(app, raw);
        long start = InboxToWarehouse.cpu();
        InboxToWarehouse.transform(app);
        long transformed = InboxToWarehouse.cpu();
        app.request("direct:load-warehouse");
        long loaded = InboxToWarehouse.cpu();
        app.request("direct:commit-tables");
        line.put("transform_cpu", (transformed - start) / 1e9);
        line.put("load_cpu", (loaded - transformed) / 1e9);
        line.put("commit_cpu", (InboxToWarehouse.cpu() - loaded) / 1e9);
        line.put("snapshots", app.runs().summary().snapshotsLoaded());
    }
}
