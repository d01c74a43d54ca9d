package io.caravan.settings;

import static io.caravan.settings.Setting.address;
import static io.caravan.settings.Setting.secret;
import static io.caravan.settings.Setting.setting;

import io.caravan.sink.LoadSource;
import io.caravan.warehouse.WarehouseEngine;
import java.time.Duration;
import java.util.List;

/** Which warehouse is loaded, as whom, and how. */
final class WarehouseSettings {
    static final SettingGroup GROUP = new SettingGroup(
            "Warehouse",
            List.of(
                    setting(
                                    "warehouse.dialect",
                                    "snowflake",
                                    Checks.word(),
                                    "The folder under sql/ whose statements are run: duckdb, snowflake or redshift.")
                            .inLocal("duckdb")
                            .where((value, others) ->
                                    others.isDialect(value) && WarehouseEngine.named(value) != WarehouseEngine.ANY
                                            ? WarehouseEngine.named(value).missingLibrary()
                                            : "must be the name of a folder under sql/ and of an engine"),
                    address(
                                    "warehouse.url",
                                    null,
                                    Places.jdbcUrl(),
                                    "JDBC URL of the warehouse. Snowflake's names where to work: "
                                            + "jdbc:snowflake://<account>.snowflakecomputing.com/?db=caravan&schema=spotify&warehouse=caravan_wh&role=caravan_loader")
                            .where((value, others) ->
                                    others.isLocal() ? null : remedy(value, others.get("warehouse.dialect")))
                            .inLocal("jdbc:duckdb:{{local.folder}}/warehouse.duckdb"),
                    setting("warehouse.user", "", Checks.any(), "Its user; empty where the warehouse knows none.")
                            .inLocal(""),
                    setting(
                                    "warehouse.private-key-file",
                                    "",
                                    Checks.any(),
                                    "The service user's private key for Snowflake: the path of a PKCS#8 file in PEM.")
                            .inLocal(""),
                    secret(
                                    "warehouse.private-key",
                                    "In place of that file: its text (WAREHOUSE_PRIVATE_KEY), which may be one line: with \\n for line breaks, "
                                            + "or only what stands between the first and the last line.")
                            .inLocal(""),
                    secret(
                                    "warehouse.private-key-passphrase",
                                    "What that key is encrypted with; empty where it is not.")
                            .inLocal(""),
                    secret(
                                    "warehouse.token",
                                    "In place of a key: a programmatic access token, or an OAuth token with &authenticator=oauth in the URL.")
                            .inLocal(""),
                    secret(
                                    "warehouse.password",
                                    "A password, for warehouses that take one; Snowflake's is refused outside the profile local.")
                            .inLocal(""),
                    setting(
                            "warehouse.stage",
                            "lake_stage",
                            Checks.required(),
                            "The external stage in Snowflake whose URL is the lake's bucket and prefix."),
                    setting(
                                    "warehouse.iam-role",
                                    "",
                                    Checks.any(),
                                    "The role through which Redshift reads the lake: its ARN, or default for the cluster's own.")
                            .where((value, others) -> value.isEmpty()
                                            && WarehouseEngine.named(others.get("warehouse.dialect"))
                                                    .readsThroughRole()
                                    ? "has no value; give it the ARN of the role that may read the lake, or default"
                                    : null)
                            .inLocal(""),
                    setting(
                            "warehouse.sql-folder",
                            "sql/{{warehouse.dialect}}",
                            Checks.folder(),
                            "The folder of those statements; those that all engines share are taken from the folder common beside it."),
                    setting(
                                    "warehouse.work-folder",
                                    "data/work",
                                    Checks.required(),
                                    "A folder for the CSV files of a load while DuckDB reads them; several processes may share it.")
                            .inLocal("{{local.folder}}/work"),
                    setting(
                                    "warehouse.lake-folder",
                                    "",
                                    Checks.any(),
                                    "Where the objects of lake.prefix lie as files on this machine, for DuckDB to read them there; empty "
                                            + "where only S3 has them.")
                            .inLocal("{{local.folder}}/s3/{{lake.bucket}}/{{lake.prefix}}"),
                    setting(
                            "warehouse.connect-timeout",
                            "10s",
                            Times.timeout(Duration.ofMillis(250)),
                            "How long opening a connection is tried; 250ms at least."),
                    setting(
                            "warehouse.timeout",
                            "120s",
                            Times.timeout(),
                            "How long to wait for an answer of Snowflake, repeats of the request included; more than the 45 seconds "
                                    + "after which it tells that a statement is still running. It is no limit to how long statements may run."),
                    setting(
                                    "warehouse.from",
                                    "inbox",
                                    Checks.loadSources(),
                                    "Where the rows of a load come from: inbox, the CSV files that the manifests name; or snowpipe, the "
                                            + "tables into which Snowflake's pipes bring these files (docs/snowpipe.md); and stream, the topic "
                                            + "(docs/stream.md), alone or beside one of them, as inbox,stream.")
                            .where((value, others) -> LoadSource.of(value).contains(LoadSource.STREAM)
                                            && others.get("stream.brokers").isBlank()
                                    ? "names stream, and stream.brokers is empty; name the brokers, or leave stream out"
                                    : null)
                            .where((value, others) -> LoadSource.of(value).contains(LoadSource.STREAM)
                                            && !WarehouseEngine.named(others.get("warehouse.dialect"))
                                                    .takesStream()
                                    ? "must be inbox: the stream does not go into this engine; or set another warehouse.dialect"
                                    : null)
                            .where((value, others) -> LoadSource.of(value).contains(LoadSource.SNOWPIPE)
                                            && !WarehouseEngine.named(others.get("warehouse.dialect"))
                                                    .hasPipes()
                                    ? "must be inbox: snowpipe is for Snowflake alone; or set warehouse.dialect=snowflake"
                                    : null),
                    setting(
                            "warehouse.snowpipe-within",
                            "1h",
                            Times.age(),
                            "With snowpipe: how long a manifest waits for its rows before the runs tell of it. It waits on after "
                                    + "that."),
                    setting("warehouse.load-every", "60s", Times.pause(), "How often finished snapshots are loaded."),
                    setting(
                            "warehouse.batch-size",
                            "1000",
                            Checks.integer(1, 1000),
                            "How many snapshots become one transaction, 1000 at most."),
                    setting(
                            "warehouse.history-days",
                            "0",
                            Checks.integer(0, 36_500),
                            "For how many days tbl_playlist_items keeps what playlists held; 0 for ever. A load then removes older items that "
                                    + "are no current content, and the ledger keeps what it tells of them (docs/operate.md).")));

    private WarehouseSettings() {}

    private static String remedy(String url, String dialect) {
        boolean isOfAnother =
                WarehouseEngine.named(dialect) != WarehouseEngine.ANY && !url.startsWith("jdbc:" + dialect + ":");
        return isOfAnother
                ? "must begin with jdbc:%s: as warehouse.dialect says; or set that to the engine of this address"
                        .formatted(dialect)
                : WarehouseEngine.ofUrl(url).remedy(url);
    }
}
