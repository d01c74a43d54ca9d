package io.caravan.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.stream.KafkaBroker;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process of its own, which has to do with the heap that it is given: snapshots are published and read into an empty warehouse, few and many
 * of them. Prints a line of JSON for each number: seconds of processor time an entry.
 *
 * <pre>StreamScale &lt;shape&gt; &lt;entries of each&gt; &lt;number to warm up with&gt; &lt;number of snapshots&gt; …</pre>
 */
final class StreamScale {
    private StreamScale() {}

    public static void main(String[] arguments) throws Exception {
        var broker = KafkaBroker.shared();
        for (int i = 2; i < arguments.length; i++) {
            List<Path> raw = RawSnapshots.files(
                    Shape.valueOf(arguments[0]), Integer.parseInt(arguments[i]), Integer.parseInt(arguments[1]));
            try (var applications = new StreamApplications(broker)) {
                Map<String, Object> line = carry(applications, raw);
                if (i > 2) {
                    System.out.println(new ObjectMapper().writeValueAsString(line));
                }
            }
        }
        System.exit(0);
    }

    private static Map<String, Object> carry(StreamApplications applications, List<Path> raw) throws Exception {
        var line = new LinkedHashMap<String, Object>();
        applications.transform(raw);
        double publish = applications.publish();
        double consume = applications.consume();
        applications.stop();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + applications.consumed());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*), sum(playlist_items_rows), (select count(*) from tbl_playlist_items) from etl_load")) {
            rows.next();
            long entries = rows.getLong(3);
            if (rows.getLong(1) != raw.size() || rows.getLong(2) != entries) {
                throw new IllegalStateException(
                        "%d of %d snapshots came, %d entries".formatted(rows.getLong(1), raw.size(), entries));
            }
            line.put("snapshots", raw.size());
            line.put("entries", entries);
            line.put("publish", publish / entries);
            line.put("consume", consume / entries);
        }
        return line;
    }
}
