package io.caravan.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The template of all AWS parts against the files beside it, which the commands of docs/aws-snowflake.md use one by one. */
class StackTemplateTest {
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234-abcd";
    private static final String SNOWFLAKE = "arn:aws:iam::999988887777:user/snowflake";

    private static final Map<String, String> LEAST = Map.of("BucketName", "lake");
    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("BucketName", "lake"),
            Map.entry("Prefix", "music/"),
            Map.entry("KmsKeyArn", KEY),
            Map.entry("Service", "ec2.amazonaws.com"),
            Map.entry("StorageAwsIamUserArn", SNOWFLAKE),
            Map.entry("StorageAwsExternalId", "CARAVAN_SFCRole=2_abc"),
            Map.entry("WithOperator", "true"),
            Map.entry("WithUnified", "true"),
            Map.entry("WithStream", "true"),
            Map.entry("WithTables", "true"),
            Map.entry("WithLakeFormation", "true"),
            Map.entry("Database", "songs"),
            Map.entry("WorkGroup", "analysts"));

    private static Map<String, JsonNode> resources(Map<String, String> parameters, String... more) throws IOException {
        Map<String, String> all = new HashMap<>(parameters);
        for (int index = 0; index < more.length; index += 2) {
            all.put(more[index], more[index + 1]);
        }
        return StackTemplate.with(all).resources();
    }

    /** Returns a file of the folder with its placeholders filled in. */
    private static JsonNode file(String name, String tablesBucket, String tablesPrefix) throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(Path.of("docker/aws", name))
                        .replace("@BUCKET@", "lake")
                        .replace("@PREFIX@", "music/")
                        .replace("@TABLES_BUCKET@", tablesBucket)
                        .replace("@TABLES_PREFIX@", tablesPrefix)
                        .replace("@KMS_KEY_ARN@", KEY)
                        .replace("@SERVICE@", "ec2.amazonaws.com")
                        .replace("@STORAGE_AWS_IAM_USER_ARN@", SNOWFLAKE)
                        .replace("@STORAGE_AWS_EXTERNAL_ID@", "CARAVAN_SFCRole=2_abc")
                        .replace("@REGION@", StackTemplate.REGION)
                        .replace("@ACCOUNT@", StackTemplate.ACCOUNT)
                        .replace("@DATABASE@", "songs")
                        .replace("@WORKGROUP@", "analysts"));
    }

    /** Returns the file of a policy: {@code athena-reader-policy.json} of {@code AthenaReaderPolicy}. */
    private static String fileOf(String resource) {
        return resource.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".json";
    }

    private static Set<String> policyFiles() throws IOException {
        Set<String> files = new TreeSet<>();
        for (Policy policy : Policy.all()) {
            files.add(policy.file());
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "warehouse-lake"})
    void eachPolicyIsWhatItsFileSays(String tablesBucket) throws IOException {
        var resources =
                resources(ALL, "TablesBucketName", tablesBucket, "TablesPrefix", tablesBucket.isEmpty() ? "" : "deep/");
        Set<String> compared = new TreeSet<>();
        for (var resource : resources.entrySet()) {
            if (resource.getValue().path("Type").asText().equals("AWS::IAM::ManagedPolicy")) {
                String name = fileOf(resource.getKey());
                assertThat(resource.getValue().at("/Properties/PolicyDocument"))
                        .as(name)
                        .isEqualTo(
                                tablesBucket.isEmpty()
                                        ? file(name, "lake", "music/")
                                        : file(name, tablesBucket, "deep/"));
                compared.add(name);
            }
        }
        assertThat(compared).isEqualTo(policyFiles());
    }

    @Test
    void theRolesAreTakenByWhomTheirFilesLetInAndHaveThePoliciesOfTheirParts() throws IOException {
        var resources = resources(ALL);
        assertThat(resources.get("CaravanRole").at("/Properties/AssumeRolePolicyDocument"))
                .isEqualTo(file("caravan-trust.json", "", ""));
        assertThat(resources.get("WarehouseRole").at("/Properties/AssumeRolePolicyDocument"))
                .isEqualTo(file("warehouse-trust.json", "", ""));
        assertThat(resources.get("WarehouseRole").at("/Properties/RoleName").asText())
                .as("the name in sql/snowflake/setup/setup.sql")
                .isEqualTo("caravan-warehouse");
        assertThat(attached(resources, "CaravanRole"))
                .containsExactly(
                        "ExtractPolicy",
                        "KmsPolicy",
                        "LoadPolicy",
                        "ObservePolicy",
                        "StreamPolicy",
                        "TablesPolicy",
                        "TransformPolicy",
                        "UnifiedPolicy");
        assertThat(attached(resources, "WarehouseRole"))
                .containsExactly("WarehouseKmsPolicy", "WarehousePolicy", "WarehouseStreamPolicy");
    }

    private static List<String> attached(Map<String, JsonNode> resources, String role) {
        List<String> attached = new ArrayList<>();
        resources.forEach((name, resource) -> resource.at("/Properties/Roles").forEach(taker -> {
            if (taker.asText().equals(role)) {
                attached.add(name);
            }
        }));
        return attached;
    }

    @Test
    void whatNobodyAskedForIsNotMade() throws IOException {
        var resources = resources(LEAST);
        assertThat(resources.keySet())
                .containsExactlyInAnyOrder(
                        "Bucket",
                        "CaravanRole",
                        "ExtractPolicy",
                        "TransformPolicy",
                        "LoadPolicy",
                        "ObservePolicy",
                        "WarehouseRole",
                        "WarehousePolicy");
        assertThat(resources
                        .get("Bucket")
                        .at("/Properties/BucketEncryption/ServerSideEncryptionConfiguration/0")
                        .toString())
                .isEqualTo("{\"ServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"AES256\"}}");
        assertThat(resources
                        .get("WarehouseRole")
                        .at("/Properties/AssumeRolePolicyDocument/Statement/0/Principal/AWS")
                        .asText())
                .as("until Snowflake's user is known")
                .isEqualTo("arn:aws:iam::111122223333:root");
        assertThat(resources(LEAST, "WithLakeFormation", "true"))
                .as("no tables")
                .hasSameSizeAs(resources);
    }

    @Test
    void theBucketIsPrivateStaysAndHasTheRulesOfTheFile() throws IOException {
        JsonNode bucket = resources(ALL).get("Bucket");
        assertThat(bucket.path("DeletionPolicy").asText()).isEqualTo("Retain");
        assertThat(bucket.at("/Properties/PublicAccessBlockConfiguration"))
                .hasSize(4)
                .allMatch(JsonNode::asBoolean);
        assertThat(bucket.at(
                                "/Properties/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID")
                        .asText())
                .isEqualTo(KEY);

        List<JsonNode> rules = new ArrayList<>();
        file("lifecycle.json", "", "").path("Rules").forEach(rule -> rules.add(asInTemplate(rule)));
        assertThat(bucket.at("/Properties/LifecycleConfiguration/Rules"))
                .isNotEmpty()
                .containsExactlyElementsOf(rules);
    }

    /** The API and CloudFormation have other words for the same. */
    private static JsonNode asInTemplate(JsonNode rule) {
        ObjectNode same = new ObjectMapper().createObjectNode();
        same.put("Id", rule.path("ID").asText())
                .put("Status", rule.path("Status").asText());
        JsonNode filter = rule.path("Filter").has("And") ? rule.at("/Filter/And") : rule.path("Filter");
        same.put("Prefix", filter.path("Prefix").asText());
        if (filter.has("ObjectSizeGreaterThan")) {
            same.put(
                    "ObjectSizeGreaterThan",
                    filter.path("ObjectSizeGreaterThan").asText());
        }
        rule.path("Transitions").forEach(transition -> same.putArray("Transitions")
                .addObject()
                .put("TransitionInDays", transition.path("Days").asInt())
                .put("StorageClass", transition.path("StorageClass").asText()));
        if (rule.has("Expiration")) {
            same.put("ExpirationInDays", rule.at("/Expiration/Days").asInt());
        }
        for (String alike : List.of("AbortIncompleteMultipartUpload", "NoncurrentVersionExpiration")) {
            if (rule.has(alike)) {
                same.set(alike, rule.path(alike));
            }
        }
        return same;
    }

    @Test
    void tablesLieBesideTheLakeOrInABucketOfTheirOwn() throws IOException {
        var here = resources(ALL);
        var elsewhere = resources(ALL, "TablesBucketName", "warehouse-lake");

        assertThat(here.get("TablesDatabase")
                        .at("/Properties/DatabaseInput/Name")
                        .asText())
                .isEqualTo("songs");
        assertThat(here.get("TablesDatabase")
                        .at("/Properties/DatabaseInput/LocationUri")
                        .asText())
                .isEqualTo("s3://lake/music/lake/");
        assertThat(elsewhere
                        .get("TablesDatabase")
                        .at("/Properties/DatabaseInput/LocationUri")
                        .asText())
                .isEqualTo("s3://warehouse-lake/lake/");
        JsonNode group = here.get("AthenaWorkGroup").at("/Properties/WorkGroupConfiguration");
        assertThat(group.path("EnforceWorkGroupConfiguration").asBoolean()).isTrue();
        assertThat(group.path("BytesScannedCutoffPerQuery").asText()).isEqualTo("10000000000");
        assertThat(group.at("/ResultConfiguration/OutputLocation").asText())
                .isEqualTo("s3://lake/music/athena_results/");
        assertThat(elsewhere.get("TablesLocation").at("/Properties/ResourceArn").asText())
                .isEqualTo("arn:aws:s3:::warehouse-lake/lake");
    }

    @Test
    void thePageNamesParametersThatThereAre() throws IOException {
        String page = Files.readString(Path.of("docs/aws-snowflake.md"));
        String section = page.substring(page.indexOf("## AWS in one stack"));
        section = section.substring(0, section.indexOf("\n## "));
        Map<String, String> named = new HashMap<>();
        Pattern.compile("(?<![A-Za-z_])([A-Z][A-Za-z]+)=(true)?")
                .matcher(section)
                .results()
                .forEach(found -> named.put(found.group(1), found.group(2) == null ? "" : found.group(2)));
        named.put("BucketName", "lake");
        named.put("Service", "ecs-tasks.amazonaws.com");

        assertThat(named).containsKeys("Prefix", "KmsKeyArn", "StorageAwsExternalId", "WithTables");
        assertThat(resources(named)).containsKeys("OperatorPolicy", "AthenaWorkGroup", "TablesLocation");
    }
}
