package io.caravan.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.Emulators;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lifecycle rules, put on a bucket of moto by AWS's own client, which the command line of AWS is made of. */
class LifecycleIT {
    private static final String PUT_AND_GET = """
            import boto3, json, sys
            endpoint, bucket, file = sys.argv[1:]
            s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
            s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration=json.load(open(file)))
            print(json.dumps(s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]))
            """;

    @TempDir
    Path folder;

    @Test
    void theBucketTakesTheRulesAsTheyStand() throws Exception {
        String text = Files.readString(Path.of("docker/aws/lifecycle.json")).replace("@PREFIX@", "music/");
        Path file = Files.writeString(folder.resolve("lifecycle.json"), text);
        var settings = Emulators.start().newAccount().settings();

        String answer = Emulators.run(
                Emulators.python(),
                "-c",
                PUT_AND_GET,
                settings.get("lake.endpoint"),
                settings.get("lake.bucket"),
                file.toString());

        var json = new ObjectMapper();
        // moto takes the size of a filter and forgets it.
        String kept = text.replaceFirst(",\\s*\"ObjectSizeGreaterThan\": 131072", "");
        assertThat(kept).isNotEqualTo(text);
        assertThat(json.readTree(answer)).isEqualTo(json.readTree(kept).path("Rules"));
    }

    /** S3 bills an object in infrequent access as 128 KB at least, and so leaves smaller ones where they are. */
    @Test
    void theArchiveMovesToInfrequentAccessWhereThatIsCheaper() throws Exception {
        JsonNode rule = new ObjectMapper()
                .readTree(Path.of("docker/aws/lifecycle.json").toFile())
                .at("/Rules/0");

        assertThat(rule.at("/Filter/And/Prefix").asText()).isEqualTo("@PREFIX@raw_data/processed/");
        assertThat(rule.at("/Filter/And/ObjectSizeGreaterThan").asLong()).isEqualTo(131_072);
        assertThat(rule.at("/Transitions/0/StorageClass").asText()).isEqualTo("STANDARD_IA");
        assertThat(rule.at("/Transitions/0/Days").asInt()).isEqualTo(30);
        assertThat(rule.has("Expiration")).isFalse();
    }

    @Test
    void nothingThatStillWaitsOrIsTheOnlyCopyEverExpires() throws Exception {
        JsonNode rules = new ObjectMapper()
                .readTree(Path.of("docker/aws/lifecycle.json").toFile())
                .path("Rules");
        List<String> expiring = StreamSupport.stream(rules.spliterator(), false)
                .filter(rule -> rule.has("Expiration"))
                .map(rule -> rule.path("Filter").path("Prefix").asText())
                .toList();

        assertThat(expiring).isNotEmpty();
        for (String kept : List.of(
                "@PREFIX@raw_data/to_processed/a.json",
                "@PREFIX@raw_data/processed/year=2026/a.json",
                "@PREFIX@transformed_data/to_load/a.json",
                "@PREFIX@transformed_data/to_commit/a.json",
                "@PREFIX@transformed_data/to_publish/a.json",
                "@PREFIX@lake/tbl_songs/data/a.parquet",
                "@PREFIX@state/playlists/a.json")) {
            assertThat(expiring).noneMatch(kept::startsWith);
        }
    }
}
