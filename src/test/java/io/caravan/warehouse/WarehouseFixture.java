package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.caravan.SqlCopy;
import io.caravan.Tables;
import io.caravan.TestApplication;
import io.caravan.failpoint.Failpoints;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeObject;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A warehouse and the application over it, for tests of what is loaded: the real routes, over a real lake and a real warehouse. */
abstract class WarehouseFixture {
    static final String DAY_1 = "2026-11-01 06:00:00.000";
    static final String DAY_2 = "2026-11-02 06:00:00.000";
    static final String DAY_3 = "2026-11-03 06:00:00.000";

    @TempDir
    Path folder;

    TestedWarehouse warehouse;
    private TestApplication application;

    /** Returns a warehouse that nobody has used. */
    abstract TestedWarehouse newWarehouse() throws IOException;

    @BeforeEach
    void start() throws IOException {
        warehouse = newWarehouse();
    }

    /** The application ends its sessions before the warehouse is gone. */
    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
        warehouse.close();
    }

    /** Starts the application anew, over the same lake and warehouse. */
    void startWith(Map<String, String> properties) {
        if (application != null) {
            application.close();
        }
        application = start(folder, properties);
    }

    /** Returns the application, which the first that asks for it starts. */
    TestApplication application() {
        if (application == null) {
            startWith(Map.of());
        }
        return application;
    }

    Lake lake() {
        return application().lake();
    }

    private TestApplication start(Path home, Map<String, String> properties) {
        var settings = new HashMap<>(warehouse.settings());
        settings.put("caravan.retries", "1");
        // Next to nothing here waits for a poll, and a tenth of a processor goes into ten a second.
        settings.put("lake.poll-every", "1s");
        settings.putAll(properties);
        return TestApplication.start(home, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)), settings);
    }

    /** Starts another application over the same lake and warehouse. */
    TestApplication startReplica(Map<String, String> properties) throws IOException {
        var settings = new HashMap<>(properties);
        settings.put("lake.endpoint", setting("lake.endpoint"));
        return start(Files.createDirectories(folder.resolve("replica")), settings);
    }

    String setting(String key) {
        return application().context().resolvePropertyPlaceholders("{{" + key + "}}");
    }

    /** Lets two applications load at once, then each once more, as the next tick would. */
    void loadAtOnce(TestApplication one, TestApplication other) {
        var both = Stream.of(one, other)
                .map(app -> CompletableFuture.runAsync(() -> app.request("direct:load-warehouse")))
                .toList();
        both.forEach(CompletableFuture::join);
        one.request("direct:load-warehouse");
        other.request("direct:load-warehouse");
    }

    /** Leads a process to the lake and the warehouse of this test, but to no playlist: its Spotify is out of reach. */
    Map<String, String> loadOnly(Map<String, String> properties, String failpoint) {
        var environment = new HashMap<>(Map.of("CAMEL_MAIN_PROFILE", "prod"));
        var settings = new HashMap<>(warehouse.settings());
        for (String key : List.of("lake.bucket", "lake.prefix", "lake.access-key", "lake.secret-key")) {
            settings.put(key, setting(key));
        }
        settings.computeIfAbsent("lake.endpoint", any -> application().lakeUrl());
        settings.putAll(properties);
        settings.put("lake.region", "us-east-1");
        settings.put("caravan.retries", "0");
        settings.put("spotify.accounts-url", "http://127.0.0.1:1");
        settings.put("spotify.client-id", "nobody");
        settings.put("spotify.client-secret", "none");
        settings.put("spotify.playlists", "4uLU6hMCjMI75M1A2tKUQC");
        settings.put("warehouse.work-folder", folder.resolve("process").toString());
        settings.forEach((key, value) ->
                environment.put(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
        environment.put("JDK_JAVA_OPTIONS", "-D" + Failpoints.PROPERTY + "=" + failpoint);
        return environment;
    }

    RunSummary load() {
        application().request("direct:load-warehouse");
        assertThat(application()
                        .bean("warehousePool", HikariDataSource.class)
                        .getHikariPoolMXBean()
                        .getActiveConnections())
                .isZero();
        return application().runs().summary();
    }

    List<List<Object>> query(String sql) {
        try (Connection connection = warehouse.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<Object>>();
            while (result.next()) {
                var row = new ArrayList<Object>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    Object value = result.getObject(i);
                    row.add(value instanceof Number number && !(value instanceof Double) ? number.longValue() : value);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    void execute(String sql) {
        try (Connection connection = warehouse.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** All tables, but for when and by which run a snapshot was loaded. */
    Map<String, List<List<Object>>> tables() {
        var tables = new TreeMap<String, List<List<Object>>>();
        for (String table : Tables.LOADED) {
            String columns = table.equals("etl_load") ? "snapshot, raw_sha256, extracted_at, songs_rows, seen" : "*";
            tables.put(
                    table,
                    query("select " + columns + " from " + table).stream()
                            .sorted(Comparator.comparing(List::toString))
                            .toList());
        }
        return tables;
    }

    long count(String table) {
        return (long) query("select count(*) from " + table).get(0).get(0);
    }

    List<String> keys(String prefix) {
        return lake().list(prefix).stream().map(LakeObject::key).toList();
    }

    List<String> inbox() {
        return keys("transformed_data/to_load/");
    }

    List<String> deadLetters() {
        return application()
                .bean("s3Client", S3Client.class)
                .listObjectsV2Paginator(request -> request.bucket(
                                warehouse.settings().getOrDefault("lake.bucket", "lake"))
                        .prefix(warehouse.settings().getOrDefault("lake.prefix", "") + "dead_letter/load-warehouse/"))
                .contents()
                .stream()
                .map(S3Object::key)
                .filter(key -> key.endsWith(".json") && !key.endsWith(".error.json"))
                .map(key -> key.substring(key.lastIndexOf('/') + 1))
                .sorted()
                .toList();
    }

    PlantedSnapshot snapshot(String playlistId, String day) {
        return new PlantedSnapshot(playlistId, day);
    }

    String sqlWith(String file, String statement) throws IOException {
        return SqlCopy.with(folder.resolve("sql"), warehouse.settings().get("warehouse.dialect"), file, statement);
    }

    /**
     * After an outage the pool pauses for up to 5 s, longer than connect-timeout is in these tests, and shorter than its default.
     * A load has at most two connections at a time, one of them for migrations.
     */
    void awaitPool() {
        await("two connections").ignoreExceptions().until(() -> {
            var pool = application().bean("warehousePool", HikariDataSource.class);
            try (Connection one = pool.getConnection();
                    Connection two = pool.getConnection()) {
                return one != two;
            }
        });
    }
}
