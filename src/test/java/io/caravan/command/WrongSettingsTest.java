package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.command.CaravanProcess.Result;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong value is refused in one sentence, the same by whatever would have used it. */
class WrongSettingsTest {
    private static final long SEED = 20261130;
    private static final int KEYS = 40;

    private static final String COUNTS = "-1 | many | 1e3 | 1.5 | 99999999999 | 0x10";
    private static final String TIMES = "5 | soon | 1 h | -1s | 30sec | 99999999999d | 5s30m";
    private static final String WORDS = "yes | TRUE | none of these";
    private static final String ADDRESSES = "nowhere | ftp://a.b | //a.b | http:/a.b | ht tp:";

    /** Keys, and what nobody can mean by them. */
    private static final String WRONG = """
            caravan.triggers = %2$s
            caravan.extract-at-start = %2$s
            caravan.retries = %1$s | 101
            caravan.retry-delay = %3$s | 25h
            caravan.longest-retry-delay = %3$s | 25h
            caravan.observe-every = %3$s | 0s
            caravan.clock-offset = 1h | PT5M
            camel.management.port = %1$s | 65536
            spotify.playlists = not a list | spotify:track:11dFghVXANMlKmJXsNCbNl
            spotify.schedule = daily | 0 0 25 * * ? | * * * * *
            spotify.concurrency = %1$s | 0 | 65
            spotify.page-size = %1$s | 0 | 51
            spotify.reread-after = %3$s | always
            spotify.longest-wait = %3$s
            spotify.calls-per-30s = %1$s | 0
            spotify.calls-per-day = %1$s | 0
            spotify.app-class = D | AB
            spotify.timeout = %3$s | 0s | 2h
            spotify.consent-given-at = yesterday | 2026-02-30
            spotify.api-url = %4$s | https://a.b/v1
            spotify.accounts-url = %4$s | https://a.b?x
            lake.bucket = ab | Abc | a_b
            lake.prefix = music | /music/ | music/${exchangeId}/
            lake.endpoint = %4$s
            lake.encryption = aes | on
            lake.kms-key = the key
            lake.timeout = %3$s | 0s
            lake.poll-every = %3$s | 0s | 21d
            lake.threads = %1$s | 0 | 65
            lake.user-ids = drop
            lake.day-first = %2$s
            lake.playlist-ids = daily | =37i9dQZF1DXcBWIGoYBM5M
            lake.parts-within = %3$s | 0s | 25h
            warehouse.dialect = oracle | ../duckdb | DuckDB
            warehouse.url = duckdb:w | jdbc:duckdb:no/such/folder/w.duckdb
            warehouse.sql-folder = sql/oracle
            warehouse.connect-timeout = %3$s | 100ms | 249ms
            warehouse.timeout = %3$s | 0s
            warehouse.from = outbox | inbox,snowpipe | inbox, | stream | snowpipe
            warehouse.snowpipe-within = %3$s | 0s
            warehouse.load-every = %3$s | 0s
            warehouse.batch-size = %1$s | 0 | 1001
            unified.folder = processed | raw_data/to_processed/ | s3:/b/
            unified.every = %3$s | 0s
            unified.keep = %3$s | 59m
            stream.brokers = kafka | kafka:port | kafka:9092,
            stream.topic = a b | .. | a/b
            stream.format = xml | AVRO
            stream.registry-url = %4$s
            stream.batch-size = %1$s | 0 | 100001
            stream.timeout = %3$s | 0s
            stream.security = TLS
            stream.sasl-mechanism = GSSAPI
            stream.truststore = no/such/file.pem
            stream.options = acks=0 | acks | bootstrap.servers=a:1
            tables.catalogue = hive | JDBC
            tables.location = music/ | s3://b | s3a://b/
            tables.namespace = Caravan | 1a | a-b
            tables.jdbc-url = jdbc:mysql://a/b | jdbc:sqlite:
            tables.rest-options = uri=x | a
            tables.glue-endpoint = %4$s
            tables.commit-every = %3$s | 0s
            tables.batch-size = %1$s | 0 | 1001
            tables.retention = 400 | 0d | 1y
            tables.expire-after = %3$s | 59m
            tables.orphans-after = %3$s | 23h
            local.spotify-port = %1$s | 65536
            local.spotify-playlists = %1$s | 0
            local.spotify-day = tomorrow | 2026-02-30
            local.spotify-app-class = D
            local.spotify-captured = no/such/folder
            """.formatted(COUNTS, WORDS, TIMES, ADDRESSES);

    @TempDir
    static Path shared;

    private static Commands commands;

    @BeforeAll
    static void start() throws IOException {
        commands = Commands.in(shared);
    }

    @AfterAll
    static void stop() throws Exception {
        commands.close();
    }

    @BeforeEach
    void clear() throws IOException {
        commands.clear();
    }

    /** All that somebody has to give in prod. */
    private static SettingsFolder good() {
        return SettingsFolder.in(shared).write(SettingsFolder.FILE, """
                        spotify.playlists=37i9dQZF1DXcBWIGoYBM5M
                        spotify.client-id=id
                        spotify.client-secret=secret
                        lake.bucket=music
                        warehouse.dialect=duckdb
                        warehouse.url=jdbc:duckdb:w.duckdb
                        """);
    }

    @Test
    void doctorOnceAndRunRefuseTheSameInOneSentence() throws Exception {
        var random = new Random(SEED);
        List<String> lines = new ArrayList<>(WRONG.lines().toList());
        Collections.shuffle(lines, random);
        for (String line : lines.subList(0, KEYS)) {
            String key = line.substring(0, line.indexOf(' '));
            List<String> values = List.of(line.substring(line.indexOf('=') + 2).split(" \\| ", -1));
            String value = values.get(random.nextInt(values.size()));
            refuse(key, value);
        }
    }

    /** Each passed its check once and threw later. */
    @Test
    void whatTheDriversDoNotTakeIsRefusedToo() throws Exception {
        refuse("warehouse.connect-timeout", "100ms");
        refuse("warehouse.url", "jdbc:duckdb:no/such/folder/w.duckdb");
        refuse("spotify.timeout", "2h");
    }

    private static void refuse(String key, String value) throws IOException {
        commands.clear();
        good().set(key + "=" + value);
        var told = new ArrayList<List<String>>();
        for (String command : List.of("doctor", "once", "run", "settings")) {
            Result result = commands.run(Map.of("CAMEL_MAIN_PROFILE", "prod"), command);
            String where = "%s with %s=%s: %s".formatted(command, key, value, result.err());
            assertThat(result.exitCode()).as(where).isEqualTo(2);
            assertThat(result.err().lines()).as(where).hasSize(2);
            assertThat(result.err()).as(where).doesNotContain("Exception");
            told.add(result.err().lines().toList());
        }
        assertThat(told.get(0).get(1)).startsWith("  - " + key).contains("(application.properties, line ");
        assertThat(told).containsOnly(told.get(0));
    }
}
