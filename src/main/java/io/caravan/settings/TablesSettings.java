package io.caravan.settings;

import static io.caravan.settings.Setting.address;
import static io.caravan.settings.Setting.secret;
import static io.caravan.settings.Setting.setting;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Which catalogue lists the lake's tables, where they lie and how they are looked after. */
final class TablesSettings {
    static final SettingGroup GROUP = new SettingGroup(
            "The lake's tables, off by default",
            List.of(
                    setting(
                                    "tables.catalogue",
                                    "",
                                    Checks.optional(Checks.oneOf("jdbc", "glue", "rest", "none")),
                                    "Where Iceberg tables of all rows are listed, for every engine that reads them: jdbc (a database), glue "
                                            + "(AWS), rest (Iceberg's own protocol), none (folders of Parquet files with a list of the current ones); "
                                            + "empty for no tables.")
                            .where((value, others) ->
                                    others.isLocal() && Set.of("glue", "rest").contains(value)
                                            ? "must be jdbc or none in the profile local, which keeps to this machine"
                                            : null),
                    setting(
                                    "tables.location",
                                    "",
                                    Checks.optional(Places.location()),
                                    "Where the tables lie: a bucket and a path that ends in a slash, such as s3://music-tables/lake/; empty "
                                            + "for lake/ below lake.prefix in the lake's bucket.")
                            .inLocal(""),
                    setting(
                            "tables.namespace",
                            "caravan",
                            Places.namespace(),
                            "The catalogue's namespace, or Glue's database, in which the tables are."),
                    address(
                                    "tables.jdbc-url",
                                    "jdbc:sqlite:data/tables.sqlite",
                                    Places.catalogueUrl(),
                                    "With tables.catalogue=jdbc: URL of the database. A file of SQLite is for one process on one machine.")
                            .inLocal("jdbc:sqlite:{{local.folder}}/tables.sqlite"),
                    setting("tables.jdbc-user", "", Checks.any(), "The user of that database.")
                            .inLocal(""),
                    secret("tables.jdbc-password", "The password of that user.").inLocal(""),
                    address(
                                    "tables.rest-uri",
                                    "",
                                    Checks.optional(Places.catalogueAddress()),
                                    "With tables.catalogue=rest: address of the catalogue.")
                            .inLocal("")
                            .where((value, others) -> value.isEmpty()
                                            && !others.isLocal()
                                            && others.get("tables.catalogue").equals("rest")
                                    ? "has no value; give it the address of the catalogue, or set tables.catalogue to another"
                                    : null),
                    secret("tables.rest-credential", "What it asks for: id:secret for OAuth2, or a token, or empty.")
                            .inLocal(""),
                    address(
                                    "tables.rest-options",
                                    "",
                                    Checks.optional(Places.catalogueOptions()),
                                    "Names and values that Iceberg's client takes beside, such as warehouse=music,scope=catalog.")
                            .inLocal(""),
                    address(
                                    "tables.glue-endpoint",
                                    "",
                                    Checks.optional(Places.origin()),
                                    "With tables.catalogue=glue: origin of an emulator; empty for AWS. Region and credentials are the lake's.")
                            .inLocal(""),
                    setting("tables.commit-every", "60s", Times.pause(), "How often finished snapshots are committed."),
                    setting(
                            "tables.batch-size",
                            "1000",
                            Checks.integer(1, 1000),
                            "How many snapshots become one commit, 1000 at most; they are of 100 days at most."),
                    setting(
                            "tables.retention",
                            "",
                            Checks.optional(Times.days()),
                            "After how many days the rows of a day go, such as 400d, when \"tables care\" is run; the ledger and what "
                                    + "runs tell stay. Empty to keep them for ever."),
                    setting(
                            "tables.expire-after",
                            "7d",
                            Times.ageFrom(Duration.ofHours(1)),
                            "How long readers can look at the tables as they were, 1h at least; \"tables care\" deletes what only older "
                                    + "states have."),
                    setting(
                            "tables.orphans-after",
                            "3d",
                            Times.ageFrom(Duration.ofDays(1)),
                            "After how long \"tables care\" deletes files of the tables that nothing names, 1d at least.")));

    private TablesSettings() {}
}
