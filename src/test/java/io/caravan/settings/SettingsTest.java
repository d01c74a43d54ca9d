package io.caravan.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.caravan.failure.ConfigurationException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    /** Key, its value in the profile local, and in prod where that differs. A port and a playlist stand in for real ones. */
    private static final String DEFAULTS = """
            caravan.triggers | true
            caravan.extract-at-start | true
            caravan.retries | 6
            caravan.retry-delay | 1s
            caravan.longest-retry-delay | 60s
            caravan.observe-every | 30s
            caravan.clock-offset | 0s
            camel.management.host | 127.0.0.1
            camel.management.port | 9876
            spotify.playlists | 0000000000000000000000 |
            spotify.schedule | 0 0 6 * * ?
            spotify.concurrency | 4
            spotify.page-size | 50
            spotify.reread-after | 24h
            spotify.longest-wait | 60s
            spotify.calls-per-30s | 1500
            spotify.calls-per-day | 25000
            spotify.app-class | auto
            spotify.timeout | 30s
            spotify.client-id | local |
            spotify.client-secret | local-secret |
            spotify.token-file | data/spotify-token.json
            spotify.refresh-token |
            spotify.consent-given-at |
            spotify.api-url | http://127.0.0.1:1 | https://api.spotify.com
            spotify.accounts-url | http://127.0.0.1:1 | https://accounts.spotify.com
            lake.bucket | lake |
            lake.prefix |
            lake.endpoint | file:/// |
            lake.region | us-east-1 |
            lake.access-key | local |
            lake.secret-key | local-secret |
            lake.encryption | none
            lake.kms-key |
            lake.timeout | 30s
            lake.poll-every | 5s
            lake.threads | 2
            lake.user-ids | hash
            lake.day-first |
            lake.playlist-ids |
            lake.parts-within | 1h
            warehouse.dialect | duckdb | snowflake
            warehouse.url | jdbc:duckdb:data/warehouse.duckdb |
            warehouse.user |
            warehouse.private-key-file |
            warehouse.private-key |
            warehouse.private-key-passphrase |
            warehouse.token |
            warehouse.password |
            warehouse.stage | lake_stage
            warehouse.iam-role |
            warehouse.sql-folder | sql/duckdb | sql/snowflake
            warehouse.work-folder | data/work
            warehouse.lake-folder | data/s3/lake/ |
            warehouse.connect-timeout | 10s
            warehouse.timeout | 120s
            warehouse.from | inbox
            warehouse.snowpipe-within | 1h
            warehouse.load-every | 60s
            warehouse.batch-size | 1000
            warehouse.history-days | 0
            unified.folder |
            unified.every | 1h
            unified.keep | 30d
            stream.brokers |
            stream.topic | spotify-topic
            stream.format | avro
            stream.registry-url |
            stream.registry-user |
            stream.registry-password |
            stream.instance | caravan-0
            stream.group | caravan
            stream.batch-size | 10000
            stream.watch-every | 30s
            stream.stalled-after | 15m
            stream.publish-every | 30s
            stream.timeout | 30s
            stream.security | PLAINTEXT
            stream.sasl-mechanism | SCRAM-SHA-512
            stream.user |
            stream.password |
            stream.truststore |
            stream.truststore-password |
            stream.options |
            tables.catalogue |
            tables.location |
            tables.namespace | caravan
            tables.jdbc-url | jdbc:sqlite:data/tables.sqlite
            tables.jdbc-user |
            tables.jdbc-password |
            tables.rest-uri |
            tables.rest-credential |
            tables.rest-options |
            tables.glue-endpoint |
            tables.commit-every | 60s
            tables.batch-size | 1000
            tables.retention |
            tables.expire-after | 7d
            tables.orphans-after | 3d
            local.folder | data
            local.spotify-port | 0
            local.s3-port | 0
            local.spotify-playlists | 10
            local.spotify-entries | 120
            local.spotify-seed | 1
            local.spotify-day | today
            local.spotify-app-class | A
            local.spotify-captured |
            """;

    @TempDir
    Path empty;

    private SettingsFolder folder;

    @BeforeEach
    void folder() {
        folder = SettingsFolder.in(empty);
    }

    private Settings load(String profile) {
        return load(profile, Map.of());
    }

    private Settings load(String profile, Map<String, String> environment) {
        return Settings.load(folder.path(), profile, Map.of(), environment);
    }

    private String told(String profile) {
        return catchThrowable(() -> load(profile).check()).getMessage();
    }

    /** What is told, without the values and where they come from. */
    private String problems(String profile) {
        return told(profile)
                .replaceAll("(?m)^(  - [a-z0-9.-]+)(=.*?)? \\((application|the |-D)[^)]*\\)", "$1")
                .replaceAll("(?m) \\(as a line of [^)]*\\)$", "");
    }

    @Test
    void everyDefaultIsWhatItWas() {
        Settings local = load("local");
        Settings prod = load("prod");
        List<String> found = new ArrayList<>();
        for (Setting setting : SettingGroup.all()) {
            String here = local.get(setting.key());
            String there = prod.get(setting.key());
            found.add((setting.key() + " | " + here + (here.equals(there) ? "" : " | " + there)).strip());
        }
        assertThat(found).containsExactlyElementsOf(DEFAULTS.lines().toList());
    }

    @Test
    void theSettingsThatShipAreGoodForTheLocalProfile() {
        assertThatCode(() -> load("local").check()).doesNotThrowAnyException();
    }

    @Test
    void aFileOfTwoLinesHoldsTheDefaultsBeside() {
        List<String> shipped = values(load("prod"));

        folder.write(SettingsFolder.FILE, "spotify.concurrency=3\nlake.poll-every = 7s\n");
        List<String> few = values(load("prod"));

        assertThatCode(() -> load("local").check()).doesNotThrowAnyException();
        assertThat(few)
                .hasSameSizeAs(shipped)
                .contains("spotify.concurrency=3", "lake.poll-every=7s")
                .filteredOn(line -> !shipped.contains(line))
                .hasSize(2);
    }

    private static List<String> values(Settings settings) {
        return SettingGroup.all().stream()
                .map(setting -> setting.key() + "=" + settings.get(setting.key()))
                .toList();
    }

    @Test
    void anErrorTellsKeyValuePlaceAndRemedyInOneLine() {
        folder.write(SettingsFolder.FILE, """
                # A comment that \\
                lake.poll-every=7s
                spotify.page-size = \\
                    51
                lake.user-ids:
                spotify.client-secret=s3cr3t
                """);
        folder.write("application-prod.properties", "\ncaravan.retries=many\n");
        String problems = catchThrowable(
                        () -> load("prod", Map.of("LAKE_THREADS", "two")).check())
                .getMessage();

        assertThat(problems.lines())
                .contains(
                        "The settings of the profile prod are not right:",
                        "  - caravan.retries=many (application-prod.properties, line 2) must be a whole number from 0 to 100",
                        "  - spotify.page-size=51 (application.properties, line 3) must be a whole number from 1 to 50",
                        "  - lake.threads=two (the variable LAKE_THREADS) must be a whole number from 1 to 64",
                        "  - lake.user-ids (application.properties, line 5) must be hash or keep",
                        "  - spotify.client-id has no value; give it one"
                                + " (as a line of application.properties, or by the variable SPOTIFY_CLIENT_ID)",
                        "  - lake.bucket has no value; it must be the name of a bucket: 3 to 63 small letters, digits, dots and hyphens"
                                + " (as a line of application.properties, or by the variable LAKE_BUCKET)");
    }

    @Test
    void aMistypedKeyIsOneErrorAndNotTwo() {
        folder.set("lake.buckett=music");

        assertThat(told("prod").lines().filter(line -> line.contains("lake.bucket")))
                .singleElement()
                .asString()
                .matches(
                        "  - lake\\.buckett \\(application\\.properties, line \\d+\\): did you mean lake\\.bucket\\? It is no setting");
    }

    @Test
    void aVariableThatIsAlmostASettingIsTold() {
        Map<String, String> almost = Map.of("CARAVAN_RETRY", "3", "LAKE_PREFFIX", "music/");
        assertThatThrownBy(() -> load("local", almost).check())
                .hasMessageContainingAll(
                        "CARAVAN_RETRY (a variable of the environment): did you mean CARAVAN_RETRIES? It is no setting",
                        "LAKE_PREFFIX (a variable of the environment): did you mean LAKE_PREFIX? It is no setting");

        // Services called warehouse, lake and stream, as Kubernetes tells every container of them, and variables of the
        // launcher.
        Map<String, String> others = Map.of(
                "WAREHOUSE_PORT", "tcp://10.0.0.1:80",
                "LAKE_SERVICE_HOST", "10.0.0.2",
                "STREAM_PORT_9092_TCP_ADDR", "10.0.0.3",
                "CARAVAN_LOG", "debug",
                "CARAVAN_CACHE", "/tmp");
        assertThatCode(() -> load("local", others).check()).doesNotThrowAnyException();
    }

    @Test
    void aRetiredKeyNamesItsSuccessor() {
        folder.set("lake.folder=x");
        var keys = new UnknownKeys(Map.of(
                "lake.folder", new UnknownKeys.Retired("lake.prefix", "0.2"),
                "lake.colour", new UnknownKeys.Retired("", "0.3")));

        assertThat(keys.in(new SettingsFile(empty.resolve(SettingsFolder.FILE)), ""))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.meant()).isEqualTo("lake.prefix");
                    assertThat(found.sentence())
                            .startsWith("lake.folder (application.properties, line ")
                            .endsWith(") is no setting any more since 0.2; set lake.prefix in its place");
                });
        assertThat(keys.inEnvironment(List.of("LAKE_COLOUR"), ""))
                .singleElement()
                .satisfies(
                        found -> assertThat(found.sentence())
                                .isEqualTo(
                                        "lake.colour (the variable LAKE_COLOUR) is no setting any more since 0.3; take it out"));
    }

    @Test
    void theAddressOfTheWarehouseIsOneOfItsEngine() {
        folder.set("warehouse.url=jdbc:duckdb:" + empty.resolve("w.duckdb"));
        assertThat(told("prod")).contains("must begin with jdbc:snowflake: as warehouse.dialect says");

        folder.set("warehouse.dialect=common");
        assertThat(told("prod")).contains("must be the name of a folder under sql/");
    }

    @Test
    void noSecretIsShownWhereverItStands() {
        folder.set(
                "warehouse.password=hush-{{hush",
                "warehouse.private-key=hush{{hush}}hush",
                "warehouse.token=hush{{hush.hush}}hush",
                "stream.password=hush-of-the-stream",
                "stream.user={{stream.password}}",
                "lake.endpoint=https://AK:hu/sh@host:9000",
                "warehouse.url=jdbc:postgresql://joe:hush@hush/hush@host/db?passwd=hush&schema=x&apikey=hush,hush hush&role=r",
                "stream.options=basic.auth.user.info=joe:hush,ssl.keystore.key=hush",
                "tables.rest-options=header.X-Api-Key=hush,warehouse=music",
                "unified.folder=s3://AK:hush@b/",
                "spotify.consent-given-at=hush",
                "spotify.playlists=https://x:hush@host/playlist/1?token=hush");

        Settings settings = load("prod");
        assertThat(settings.inForce("").stream().map(SettingInForce::shown).toList())
                .noneMatch(shown -> shown.contains("hush"))
                .contains("jdbc:postgresql://***@host/db?passwd=***&schema=x&apikey=***&role=r", "***");
        assertThat(told("prod")).doesNotContain("hush").contains("stream.options (", "unified.folder (");
    }

    @Test
    void keysAreTakenAsCamelTakesThemAndOddOnesAreTold() {
        assertThat(load("prod", Map.of("LAKE.PREFIX", "music/")).get("lake.prefix"))
                .isEqualTo("music/");

        folder.set("LAKE_THREADS=3", "warehouse.sql-folder=a\\u0000b");
        assertThat(told("local"))
                .contains("is the name of the variable; in a file it is lake.threads", "must be a folder that exists");

        folder.write(SettingsFolder.FILE, "\uFEFFlake.threads=3\n");
        assertThat(told("local")).contains("application.properties begins with a byte order mark");
    }

    @Test
    void aWarehouseLiesInAFolderThatExists() {
        folder.set("warehouse.dialect=duckdb", "warehouse.url=jdbc:duckdb:" + empty.resolve("nowhere/w.duckdb"));
        assertThat(told("prod"))
                .contains("must name a file in a folder that exists; make the folder " + empty.resolve("nowhere"));

        folder.set("warehouse.url=jdbc:duckdb:" + empty.resolve("w.duckdb"));
        assertThat(told("prod")).doesNotContain("warehouse.url");
    }

    @Test
    void whatIsInForceIsShownWithItsPlaceAndWithoutSecrets() {
        folder.write(SettingsFolder.FILE, """
                lake.bucket=music
                lake.secret-key=s3cr3t
                warehouse.url=jdbc:snowflake://a.example/?db=x&password=s3cr3t&role=y
                spotify.api-url=https://me:s3cr3t@api.example
                """);

        assertThat(load("prod", Map.of("LAKE_THREADS", "3")).inForce("").stream()
                        .filter(SettingInForce::isChanged)
                        .map(setting -> setting.key() + " | " + setting.shown() + " | " + setting.origin()))
                .containsExactly(
                        "spotify.api-url | *** | application.properties, line 4",
                        "lake.bucket | music | application.properties, line 1",
                        "lake.secret-key | *** | application.properties, line 2",
                        "lake.threads | 3 | the variable LAKE_THREADS",
                        "warehouse.url | jdbc:snowflake://a.example/?db=x&password=***&role=y | application.properties, line 3");
        assertThat(load("prod").inForce("lake.poll"))
                .containsExactly(new SettingInForce("lake.poll-every", "5s", false, "default"));
        assertThat(load("local").inForce("spotify.playlists"))
                .containsExactly(new SettingInForce(
                        "spotify.playlists", "(known when it has started)", false, "the profile local"));
    }

    @Test
    void aStreamOfAvroNeedsARegistryWhichInATrialIsOnThisMachine() {
        folder.set("stream.brokers=127.0.0.1:9092");
        assertThat(problems("local")).contains("stream.registry-url has no value; give it the address of the registry");

        folder.set("stream.registry-url=https://registry.example/apis/ccompat/v7");
        assertThat(problems("local")).contains("stream.registry-url must be on this machine");
        assertThat(problems("prod")).doesNotContain("stream.");

        folder.set("stream.registry-url=https://me:secret@registry.example/");
        assertThat(problems("prod"))
                .contains("stream.registry-url must be an address")
                .doesNotContain("secret@");

        folder.set("stream.registry-url=http://localhost:8081");
        assertThatCode(() -> load("local").check()).doesNotThrowAnyException();

        folder.set("stream.registry-url=", "stream.format=json");
        assertThatCode(() -> load("local").check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9092, true",
        "'localhost:9092,[::1]:9093', true",
        "kafka.example:9092, false",
        "'127.0.0.1:9092,kafka.example:9092', false",
        "127.0.0.1.example:9092, false",
        "localhost.example:9092, false"
    })
    void theBrokersOfATrialAreOnThisMachine(String brokers, boolean isTaken) {
        folder.set("stream.brokers=" + brokers, "stream.format=json");

        String words = "stream.brokers must be on this machine";
        if (isTaken) {
            assertThatCode(() -> load("local").check()).doesNotThrowAnyException();
        } else {
            assertThat(problems("local")).contains(words);
        }
        assertThat(problems("prod")).doesNotContain("stream.");
    }

    @Test
    void aTrialSignsInToNoBroker() {
        folder.set("stream.security=SASL_SSL", "stream.user=anna", "stream.password=sesame", "stream.truststore=a.pem");

        Settings local = load("local");

        assertThat(Stream.of("security", "user", "password", "truststore", "truststore-password")
                        .map(key -> local.get("stream." + key)))
                .containsExactly("PLAINTEXT", "", "", "", "");
        assertThat(load("prod").get("stream.password")).isEqualTo("sesame");
    }

    @Test
    void allProblemsAreToldAtOnceEachWithKeyAndRemedy() {
        folder.set(
                "caravan.retries=many",
                "caravan.retry-delay=5",
                "spotify.schedule=daily",
                "spotify.concurrency=0",
                "spotify.page-size=51",
                "spotify.reread-after=sometimes",
                "lake.prefix=music/${exchangeId}/",
                "lake.encryption=aes",
                "lake.kms-key=the key",
                "lake.timeout=0s",
                "lake.poll-every=0s",
                "lake.user-ids=drop",
                "warehouse.batch-size=",
                "unified.folder=raw_data/to_processed/",
                "local.spotify-day=2026-02-30");
        assertThat(problems("local").lines().toList())
                .hasSize(16)
                .anyMatch(line -> line.contains("unified.folder must be") && line.contains("none of Caravan's own"))
                .anyMatch(line -> line.contains("caravan.retries must be a whole number from 0 to 100"))
                .anyMatch(line ->
                        line.contains("caravan.retry-delay must be a time from 0ms to 24h with its unit, such as 30s"))
                .anyMatch(line -> line.contains("spotify.schedule must be a Quartz cron expression"))
                .anyMatch(line -> line.contains("spotify.concurrency must be a whole number from 1 to 64"))
                .anyMatch(line -> line.contains("spotify.page-size must be a whole number from 1 to 50"))
                .anyMatch(line -> line.contains("spotify.reread-after must be a time") && line.contains("or never"))
                .anyMatch(line -> line.contains("lake.prefix must be empty or a path"))
                .anyMatch(line -> line.contains("lake.encryption must be none or s3 or kms"))
                .anyMatch(line -> line.contains("lake.kms-key must be the id, the ARN or the alias"))
                .anyMatch(line -> line.contains("lake.timeout must be a time from 1ms to 1h"))
                .anyMatch(line -> line.contains("lake.poll-every must be a time from 1ms to 20d"))
                .anyMatch(line -> line.contains("lake.user-ids must be hash or keep"))
                .anyMatch(line -> line.contains("warehouse.batch-size must be a whole number from 1 to 1000"))
                .last()
                .asString()
                .contains("local.spotify-day must be today or a date");
    }

    @Test
    void aRestCatalogueNeedsAnAddressAndNoSecretStandsInItsOptions() {
        folder.set("tables.catalogue=rest", "tables.rest-options=warehouse=music,credential=id:secret");
        assertThat(problems("prod"))
                .contains("tables.rest-uri has no value", "tables.rest-options must be names and values")
                .doesNotContain("id:secret");
        assertThat(problems("local")).contains("tables.catalogue must be jdbc or none in the profile local");
    }

    @ParameterizedTest
    @CsvSource({
        "spotify.playlist, spotify.playlists",
        "caravan.retrys, caravan.retries",
        "lake.buckets, lake.bucket",
        "warehouse.load.every, warehouse.load-every",
        "spotfy.client-id, spotify.client-id",
        "local.spotify-url, local.spotify-port",
        "stream.broker, stream.brokers",
        "tables.catalog.type, tables.catalogue",
        "unified.files, unified.folder"
    })
    void aMistypedKeyIsAnErrorThatNamesTheRightOne(String mistyped, String right) {
        folder.set(mistyped + "=x");
        assertThat(told("local"))
                .contains(": did you mean " + right + "? It is no setting")
                .contains("- " + mistyped + " (application.properties, line ");
    }

    @Test
    void aMistypedKeyInTheFileOfTheProfileIsFoundToo() {
        folder.write("application-prod.properties", "lake.bukket=x\n");
        assertThat(told("prod"))
                .contains("lake.bukket (application-prod.properties, line 1): did you mean lake.bucket?");
    }

    @Test
    void aKeyOfSomebodyElseIsLeftAlone() {
        folder.set("camel.main.name=other", "partner.mailbox=x");
        assertThatCode(() -> load("local").check()).doesNotThrowAnyException();
    }

    @Test
    void theProfileCannotBeSetWhereItIsReadTooLate() {
        folder.set("camel.main.profile=prod");
        assertThat(problems("local")).contains("camel.main.profile").contains("CAMEL_MAIN_PROFILE");
    }

    @Test
    void prodNamesEverythingThatNobodyCanGuess() {
        assertThat(problems("prod").lines().skip(1).map(line -> line.strip().split(" ", 3)[1]))
                .containsExactly(
                        "spotify.playlists",
                        "spotify.client-id",
                        "spotify.client-secret",
                        "lake.bucket",
                        "warehouse.url");
    }

    /** By S3's rules for names. */
    @Test
    void aBucketIsCalledAsABucketMayBe() {
        assertThat(List.of("abc", "a.b-c", "0a1", "b".repeat(63)))
                .allSatisfy(name -> assertThat(Places.bucket().remedy(name)).isNull());
        assertThat(List.of("", "ab", "b".repeat(64), "-abc", "abc-", ".abc", "Abc", "a_b", "a/b", "a b"))
                .allSatisfy(name -> assertThat(Places.bucket().remedy(name)).contains("3 to 63"));
    }

    @Test
    void aPartOfTheSettingsCanBeCheckedAlone() {
        folder.set("warehouse.dialect=duckdb", "warehouse.url=jdbc:duckdb:w.duckdb");
        assertThatCode(() -> load("prod").check("warehouse.")).doesNotThrowAnyException();
    }

    @Test
    void aPasswordForSnowflakeIsRefusedWithTheReason() {
        folder.set(
                "warehouse.url=jdbc:snowflake://a.snowflakecomputing.com/",
                "warehouse.user=u",
                "warehouse.password=s3cr3t");
        assertThatThrownBy(() -> load("prod").check("warehouse."))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("warehouse.password is refused", "one factor", "warehouse.private-key-file")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void noValueOfASecretIsTold() {
        folder.set(
                "spotify.client-secret=s3cr3t-of-spotify",
                "lake.access-key=AKIA-of-the-lake",
                "lake.secret-key=s3cr3t-of-{{the}}-lake",
                "warehouse.password=s3cr3t-of-the-{{warehouse",
                "warehouse.url=s3cr3t-in-the-url",
                "spotify.api-url=https://user:s3cr3t-in-the-origin@api.spotify.com",
                "stream.options=sasl.password=s3cr3t-of-the-stream");
        assertThat(told("prod"))
                .contains("warehouse.url", "spotify.api-url", "stream.options", "lake.secret-key")
                .doesNotContain("s3cr3t", "AKIA");
    }

    @Test
    void aWrongOriginIsToldWhateverItsForm() {
        for (String wrong : List.of(
                "api.spotify.com",
                "//api.spotify.com",
                "ftp://a.b",
                "https://a.b/v1",
                "https://a.b?x",
                "ht tp:",
                "https://")) {
            folder.set("spotify.api-url=" + wrong);
            assertThat(problems("prod")).as(wrong).contains("spotify.api-url must be an origin");
        }
    }

    @Test
    void theDialectIsAFolderWithStatements() {
        folder.write("application-prod.properties", "warehouse.dialect=oracle\n");
        assertThat(problems("prod")).contains("warehouse.dialect must be the name of a folder under sql/");
        folder.write("application-prod.properties", "warehouse.dialect=../sql/duckdb\n");
        assertThat(problems("prod")).contains("warehouse.dialect must be");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|must be one or more of inbox, snowpipe",
                "outbox|must be one or more of inbox, snowpipe",
                "inbox,|must be one or more of inbox, snowpipe",
                "snowpipe, inbox|must not name both inbox and snowpipe",
            })
    void whereTheRowsComeFromIsAListOfKnownWordsThatGoTogether(String from, String remedy) {
        folder.set("warehouse.from=" + (from == null ? "" : from));

        assertThat(problems("prod")).contains("warehouse.from " + remedy);
    }

    @Test
    void onlySnowflakeHasPipes() {
        folder.set("warehouse.from=snowpipe");
        assertThat(problems("prod")).doesNotContain("warehouse.from");

        folder.set("warehouse.from=snowpipe", "warehouse.dialect=duckdb");
        assertThat(problems("prod")).contains("warehouse.from must be inbox: snowpipe is for Snowflake alone");
        assertThat(problems("local")).contains("snowpipe is for Snowflake alone");
    }

    @Test
    void theLocalProfileNeverTakesTheAccountInTheFile() {
        folder.set("spotify.client-id=real", "lake.bucket=real-bucket");
        assertThat(load("local").get("spotify.client-id")).isEqualTo("local");
        assertThat(load("prod").get("lake.bucket")).isEqualTo("real-bucket");
    }

    @Test
    void theClockIsMovedByTheDayOfATrialAndByNothingElse() {
        folder.set("caravan.clock-offset=24h", "local.spotify-day=2027-01-01");
        assertThat(problems("prod"))
                .contains("caravan.clock-offset must be 0s: only the profile local moves the clock");
        assertThat(load("local").get("caravan.clock-offset")).isEqualTo("0s");

        folder.set("caravan.clock-offset=0s");
        assertThat(problems("prod")).doesNotContain("caravan.clock-offset");
        assertThat(load("prod").clock()).isEqualTo(Clock.systemUTC());
    }

    @Test
    void aDayOfATrialIsOneOfFourDigitsAYear() {
        assertThat(List.of("today", "2027-01-01", "1970-01-01", "9998-12-31"))
                .allSatisfy(day -> assertThat(Checks.day().remedy(day)).isNull());
        assertThat(List.of("", "Today", "2027-02-29", "+10000-01-01", "-0001-01-01", "1969-12-31", "9999-01-01"))
                .allSatisfy(day -> assertThat(Checks.day().remedy(day)).startsWith("must be today or a date"));
    }

    @Test
    void anOverrideWinsOverAll() {
        assertThat(Settings.load(folder.path(), "local", Map.of("caravan.retries", "7"), Map.of())
                        .get("caravan.retries"))
                .isEqualTo("7");
    }

    @Test
    void aFolderWithoutTheApplicationIsToldInOneSentence(@TempDir Path nothing) {
        assertThatThrownBy(() -> Settings.load(nothing, "local", Map.of(), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("There is no routes, no sql in " + nothing
                        + "; start Caravan in the folder that holds routes/ and sql/");
    }
}
