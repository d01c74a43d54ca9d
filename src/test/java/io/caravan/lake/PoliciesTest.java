package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.TestApplication;
import io.caravan.failure.Outcome;
import io.caravan.failure.RejectedException;
import io.caravan.lake.SentRequests.Need;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Fault;
import io.caravan.observe.Observations;
import io.caravan.schema.RawSchema;
import io.caravan.snapshot.Archive;
import io.caravan.spotify.PlaylistMemory;
import io.caravan.spotify.UserToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policies of {@code docker/aws/} against what the application asks of S3, part by part. */
class PoliciesTest {
    private static final String REJECTED_ENTRY = """
            {"id":"4uLU6hMCjMI75M1A2tKUQC","name":"Mine","snapshot_id":"s1","tracks":{"total":1,"items":[
             {"added_at":"2026-01-02T03:04:05Z","track":{"id":5,"type":"track","name":"One"}}]}}""";

    /** Nothing of it is read but through S3. */
    private static final Map<String, String> IN_A_BUCKET = Map.of("lake.prefix", "music/", "warehouse.lake-folder", "");

    @TempDir
    Path folder;

    @Test
    void eachPartIsAllowedWhatItDoesAndNothingElse() throws Exception {
        Catalogue playlists = Catalogue.of(1, 2, 20, LocalDate.of(2026, 11, 21));
        try (var app = TestApplication.startWithServer(folder, playlists, IN_A_BUCKET)) {
            var routes = app.context().getRouteController();
            routes.stopRoute("transform-snapshots");
            app.spotify.fault("/v1/playlists/" + playlists.ids().get(0), 100, Fault.html());

            SentRequests.clear();
            app.bean("userToken", UserToken.class).setRefreshToken(app.spotify.signIn());
            app.spotify.fault("/api/token", 1, Fault.answer(400, Map.of(), "{\"error\":\"invalid_grant\"}"));
            app.request("direct:extract-playlists");
            assertThat(app.runs().summary().outcome()).as("a false refusal").isEqualTo(Outcome.PARKED);
            app.clock.advance(Duration.ofMinutes(6));
            app.request("direct:extract-playlists");
            assertExactly("extract-policy.json");

            app.drop("broken.json", "{");
            app.drop("rejected.json", REJECTED_ENTRY);
            // Of its own objects that come without their metadata the archive is asked.
            app.lake().list("raw_data/to_processed/").stream()
                    .filter(raw -> raw.key().contains(playlists.ids().get(1)))
                    .forEach(raw -> app.drop("copy.json", app.lake().readListed(raw)));
            SentRequests.clear();
            routes.startRoute("transform-snapshots");
            app.drainInbox();
            routes.stopRoute("transform-snapshots");
            assertExactly("transform-policy.json");

            app.lake().put("transformed_data/to_load/broken.json", "{".getBytes(UTF_8), "application/json");
            SentRequests.clear();
            app.request("direct:load-warehouse");
            assertExactly("load-policy.json");

            SentRequests.clear();
            app.bean("observations", Observations.class).look();
            assertExactly("observe-policy.json");
        }
    }

    @Test
    void theCommandsOfAnOperatorNeedTheirOwnPolicyBesideThoseOfTransformAndLoad() throws Exception {
        Catalogue playlists = Catalogue.of(1, 1, 5, LocalDate.of(2026, 11, 21));
        try (var app = TestApplication.startWithServer(folder, playlists, IN_A_BUCKET)) {
            app.once();
            app.stopTransforming();
            var deadLetters = app.bean("deadLetters", DeadLetters.class);
            String raw = "raw_data/to_processed/a.json";
            String manifest = "transformed_data/to_load/a.json";
            app.drop("a.json", REJECTED_ENTRY);
            deadLetters.bury("transform-snapshots", raw, null, Map.of());
            app.lake().put(manifest, "{}".getBytes(UTF_8), "application/json");
            deadLetters.bury("load-warehouse", manifest, null, Map.of());

            SentRequests.clear();
            var retry = new DeadLetterRetry(app.lake(), deadLetters);
            List<DeadLetter> letters = deadLetters.list();
            letters.forEach(retry::retry);
            letters.forEach(letter -> assertThatThrownBy(() -> retry.retry(letter))
                    .as("gone, or its inbox is taken")
                    .isInstanceOf(RejectedException.class));
            app.lake().openWhole(raw, REJECTED_ENTRY.length(), null).close();
            app.lake().openWhole(manifest, 2, null).close();
            PlaylistMemory.forget(app.lake(), playlists.ids().get(0));
            new RawSchema(app.lake()).look(null, null, false);
            List<Need> needs = new ArrayList<>(SentRequests.all());
            app.lake().delete(manifest);
            SentRequests.clear();
            app.replay(new Archive(app.lake()).selected(null, null, null));
            needs.addAll(SentRequests.all());

            Policy own = Policy.read("operator-policy.json", "music/");
            List<Policy> allowed = List.of(
                    own, Policy.read("transform-policy.json", "music/"), Policy.read("load-policy.json", "music/"));
            assertThat(app.runs().summary().failures()).isEmpty();
            assertThat(needs).isNotEmpty().allMatch(need -> allowed.stream().anyMatch(policy -> policy.allows(need)));
            assertThat(own.grants()).allMatch(grant -> needs.stream().anyMatch(grant::covers), "is needed");
        }
    }

    @Test
    void aCommitToTheLakesTablesNeedsNoMoreThanItsPolicy() throws Exception {
        var settings = new HashMap<>(IN_A_BUCKET);
        settings.put("tables.catalogue", "jdbc");
        Catalogue playlists = Catalogue.of(1, 1, 5, LocalDate.of(2026, 11, 21));
        try (var app = TestApplication.startWithServer(folder, playlists, settings)) {
            app.once();
            app.clock.advance(Duration.ofDays(1));
            app.extract();
            app.drainInbox();
            app.stopTransforming();
            app.lake().put("transformed_data/to_commit/broken.json", "{".getBytes(UTF_8), "application/json");
            SentRequests.clear();
            app.request("direct:commit-tables");

            Policy policy = Policy.read("tables-policy.json", "music/");
            assertThat(SentRequests.all())
                    .anyMatch(need -> need.object() != null && need.object().startsWith("music/lake/tbl_songs/data/"))
                    .allMatch(policy::allows, "is allowed by tables-policy.json");
        }
    }

    @Test
    void theFileOfSpotifyDataNeedsNoMoreThanItsPolicy() throws Exception {
        var settings = new HashMap<>(IN_A_BUCKET);
        settings.put("unified.folder", "processed-data/");
        try (var app =
                TestApplication.startWithServer(folder, Catalogue.of(1, 1, 5, LocalDate.of(2026, 11, 21)), settings)) {
            app.once();
            app.stopTransforming();
            app.clock.advance(Duration.ofDays(60));
            app.runs().loaded(1, Map.of());
            SentRequests.clear();
            app.request("direct:publish-unified");
            assertExactly("unified-policy.json");
        }
    }

    static void assertExactly(String file) throws IOException {
        assertExactly(file, SentRequests.all());
    }

    static void assertExactly(String file, List<Need> needs) throws IOException {
        Policy policy = Policy.read(file, "music/");
        assertThat(needs).isNotEmpty().allMatch(policy::allows, "is allowed by " + file);
        assertThat(policy.grants())
                // What ends an upload in parts that fails.
                .filteredOn(grant -> !grant.action().equals("s3:AbortMultipartUpload"))
                .allMatch(grant -> needs.stream().anyMatch(grant::covers), "is needed");
    }

    @Test
    void theWarehouseReadsTheCsvFilesAndNothingElse() throws IOException {
        Policy policy = Policy.read("warehouse-policy.json", "music/");

        assertThat(policy.grants())
                .extracting(Policy.Grant::action)
                .containsOnly("s3:GetBucketLocation", "s3:ListBucket", "s3:GetObject", "s3:GetObjectVersion");
        assertThat(policy.allows(new Need("s3:GetObject", "music/transformed_data/song_artists_data/a.csv", null)))
                .isTrue();
        for (String other : List.of(
                "music/raw_data/processed/year=2026/month=11/day=21/a.json",
                "music/transformed_data/to_load/a.json",
                "music/dead_letter/rows/a.jsonl",
                "music/state/playlists/a.json",
                "transformed_data/songs_data/a.csv")) {
            assertThat(policy.allows(new Need("s3:GetObject", other, null)))
                    .as(other)
                    .isFalse();
        }
    }

    @Test
    void whoAsksAthenaReadsTheTablesAndNeitherRawObjectsNorCsvFiles() throws IOException {
        Policy policy = Policy.read("athena-reader-policy.json", "music/");

        assertThat(policy.allows(new Need("s3:GetObject", "music/lake/tbl_songs/data/a.parquet", null)))
                .isTrue();
        for (String other : List.of(
                "music/raw_data/processed/year=2026/month=11/day=21/a.json",
                "music/transformed_data/songs_data/a.csv",
                "music/dead_letter/rows/a.jsonl",
                "lake/tbl_songs/data/a.parquet")) {
            assertThat(policy.allows(new Need("s3:GetObject", other, null)))
                    .as(other)
                    .isFalse();
        }
        assertThat(policy.allows(new Need("s3:PutObject", "music/lake/tbl_songs/data/a.parquet", null)))
                .isFalse();
        assertThat(policy.grants())
                .extracting(Policy.Grant::action)
                .filteredOn(action -> action.startsWith("glue:"))
                .allMatch(action -> action.startsWith("glue:Get"));
    }

    @Test
    void whoCommitsTablesWritesThemAndTheirInboxAndNothingElse() throws IOException {
        Policy policy = Policy.read("tables-policy.json", "music/");

        for (String own : List.of(
                "music/lake/tbl_songs/data/a.parquet",
                "music/transformed_data/to_commit/a.json",
                "music/transformed_data/committed/a.json")) {
            assertThat(policy.allows(new Need("s3:PutObject", own, null)))
                    .as(own)
                    .isTrue();
        }
        for (String other : List.of(
                "music/transformed_data/songs_data/a.csv",
                "music/transformed_data/to_load/a.json",
                "music/raw_data/processed/a.json",
                "music/state/playlists/a.json")) {
            assertThat(policy.allows(new Need("s3:PutObject", other, null)))
                    .as(other)
                    .isFalse();
            assertThat(policy.allows(new Need("s3:DeleteObject", other, null)))
                    .as(other)
                    .isFalse();
        }
        assertThat(policy.grants())
                .extracting(Policy.Grant::action)
                .filteredOn(action -> action.startsWith("glue:"))
                .containsOnly(
                        "glue:GetDatabase",
                        "glue:GetTable",
                        "glue:GetTables",
                        "glue:CreateTable",
                        "glue:UpdateTable",
                        "glue:DeleteTable");
    }

    @Test
    void theWarehouseOnlyDecryptsWhatCaravanEncrypts() throws IOException {
        assertThat(Policy.read("warehouse-kms-policy.json", "").grants())
                .extracting(grant -> grant.action() + " on " + grant.resource())
                .containsExactly("kms:Decrypt on @KMS_KEY_ARN@");
        assertThat(Policy.read("kms-policy.json", "").grants())
                .extracting(grant -> grant.action() + " on " + grant.resource())
                .containsExactlyInAnyOrder("kms:Decrypt on @KMS_KEY_ARN@", "kms:GenerateDataKey on @KMS_KEY_ARN@");
    }

    @Test
    void noPolicyAllowsMoreThanItNames() throws IOException {
        for (Policy policy : Policy.all()) {
            assertThat(policy.json().path("Version").asText()).isEqualTo("2012-10-17");
            assertThat(policy.statements()).isNotEmpty().allSatisfy(statement -> {
                assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
                assertThat(statement.path("Sid").asText()).matches("[A-Za-z0-9]+");
                assertThat(Policy.texts(statement.path("Action")))
                        .isNotEmpty()
                        .allMatch(action -> action.matches("(s3|kms|glue|athena|lakeformation):[A-Za-z]+"));
                assertThat(Policy.texts(statement.path("Resource")))
                        .isNotEmpty()
                        .allMatch(resource ->
                                resource.matches(Pattern.quote(Policy.BUCKET) + "(/music/[a-z_/-]+/\\*)?|@KMS_KEY_ARN@"
                                                + "|arn:aws:glue:@REGION@:@ACCOUNT@:(catalog|database/@DATABASE@(_views)?|table/@DATABASE@(_views)?/\\*)"
                                                + "|arn:aws:athena:@REGION@:@ACCOUNT@:workgroup/@WORKGROUP@")
                                        // The one action here that knows no resources.
                                        || (resource.equals("*")
                                                && Policy.texts(statement.path("Action"))
                                                        .equals(List.of("lakeformation:GetDataAccess"))));
            });
        }
    }

    @Test
    void onlyTheNamedPlaceholdersAreLeftToFillIn() throws IOException {
        try (var files = Files.list(Path.of("docker/aws"))) {
            // What needs no name of the account says so in its resource.
            for (Path file : files.filter(
                            name -> name.toString().endsWith(".json") && !name.endsWith("lake-formation-policy.json"))
                    .toList()) {
                assertThat(Pattern.compile("@[^@\\s]*@")
                                .matcher(Files.readString(file))
                                .results()
                                .map(found -> found.group()))
                        .as(file.toString())
                        .isNotEmpty()
                        .isSubsetOf(
                                "@BUCKET@",
                                "@PREFIX@",
                                "@KMS_KEY_ARN@",
                                "@SERVICE@",
                                "@STORAGE_AWS_IAM_USER_ARN@",
                                "@STORAGE_AWS_EXTERNAL_ID@",
                                "@TABLES_BUCKET@",
                                "@TABLES_PREFIX@",
                                "@REGION@",
                                "@ACCOUNT@",
                                "@DATABASE@",
                                "@WORKGROUP@");
            }
        }
    }
}
