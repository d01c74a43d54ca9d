package io.caravan.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.Emulators;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from two empty accounts to the first row: the commands of its page as they stand, with an emulator in the place of AWS. */
class AwsCommandsIT {
    private static final List<String> BLOCKS = List.of(
            "docs/aws-snowflake.md#aws-command-by-command", "docs/aws-snowflake.md#snowflake", "docs/redshift.md#aws");
    private static final String SNOWFLAKE = "arn:aws:iam::999988887777:user/snowflake";

    /** Hands its arguments on to the one process of the CLI, of which each start would take longer than what it asks. */
    private static final String AWS = """
            #!/bin/bash
            exec 3<>/dev/tcp/127.0.0.1/%s
            { printf '%%s\\0' "$PWD" "$#" "$@"; env -0; printf '\\0'; } >&3
            answer=$(cat <&3)
            printf '%%s' "${answer%%$'\\n'*}"
            exit "${answer##*$'\\n'}"
            """;

    @TempDir
    Path folder;

    private Process cli;

    private final ObjectMapper json = new ObjectMapper();

    @BeforeEach
    void startCli() throws IOException {
        Emulators.start();
        cli = new ProcessBuilder(
                        Emulators.python(),
                        Path.of("src/test/python/aws_commands.py")
                                .toAbsolutePath()
                                .toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String port = new BufferedReader(new InputStreamReader(cli.getInputStream(), UTF_8)).readLine();
        Path aws = Files.createDirectory(folder.resolve("bin")).resolve("aws");
        Files.writeString(aws, AWS.formatted(port));
        assertThat(aws.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void stopCli() throws InterruptedException {
        cli.destroyForcibly().waitFor();
    }

    /** Returns the blocks of commands that speak to AWS, one after the other. */
    private static String commands() {
        return BLOCKS.stream().map(name -> Page.block(name).text()).collect(Collectors.joining("\n"));
    }

    private String run(String script, Map<String, String> environment) throws Exception {
        return BuiltFolder.bash(folder, environment, "aws", script);
    }

    private JsonNode ask(String command, Map<String, String> environment) throws Exception {
        return json.readTree(run("aws --output json " + command, environment));
    }

    private JsonNode file(String name) throws IOException {
        return json.readTree(folder.resolve("aws").resolve(name).toFile());
    }

    @Test
    void everyCommandForAwsRunsAsItStandsAndLeavesWhatTheFilesSay() throws Exception {
        String endpoint = Emulators.start().newAccount().settings().get("lake.endpoint");
        var environment = environment(endpoint);
        for (String part : List.of("docker/aws", "docker/aws/redshift", "sql/snowflake/setup")) {
            Files.createDirectories(folder.resolve(part));
            try (Stream<Path> files = Files.list(Path.of(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, folder.resolve(file.toString()));
                }
            }
        }
        // All that a reader has to fill in, and the passphrase that openssl asks for.
        String script = commands()
                .replace("bucket=<bucket>", "bucket=page-lake")
                .replaceFirst("prefix= ", "prefix=music/ ")
                .replace("<STORAGE_AWS_IAM_USER_ARN>", SNOWFLAKE)
                .replace("<STORAGE_AWS_EXTERNAL_ID>", "CARAVAN_SFCRole=2_abc/DE+f=")
                .replace("-out caravan.p8", "-passout pass:secret -out caravan.p8")
                .replace("openssl rsa", "openssl rsa -passin pass:secret");
        assertThat(script).doesNotContain("=<");

        run(script, environment);

        assertThat(ask("s3api get-bucket-location --bucket page-lake", environment)
                        .path("LocationConstraint")
                        .asText())
                .isEqualTo("eu-central-1");
        assertThat(ask("s3api get-public-access-block --bucket page-lake", environment)
                        .path("PublicAccessBlockConfiguration"))
                .hasSize(4)
                .allMatch(JsonNode::asBoolean);
        assertThat(ask("s3api get-bucket-lifecycle-configuration --bucket page-lake", environment)
                        .path("Rules"))
                .hasSameSizeAs(file("lifecycle.json").path("Rules"));
        var policies = Map.of(
                "caravan",
                List.of("extract", "transform", "load", "observe", "kms"),
                "caravan-warehouse",
                List.of("read", "kms"));
        for (String role : policies.keySet()) {
            for (String policy : policies.get(role)) {
                JsonNode kept = ask("iam get-role-policy --role-name " + role + " --policy-name " + policy, environment)
                        .path("PolicyDocument");
                String name = role.equals("caravan") ? policy : policy.equals("kms") ? "warehouse-kms" : "warehouse";
                assertThat(kept).as("%s of %s", policy, role).isEqualTo(file(name + "-policy.json"));
            }
        }
        assertThat(ask("iam get-role --role-name caravan", environment).at("/Role/AssumeRolePolicyDocument"))
                .isEqualTo(file("caravan-trust.json"));
        JsonNode trust = ask("iam get-role --role-name caravan-warehouse", environment)
                .at("/Role/AssumeRolePolicyDocument/Statement/0");
        assertThat(trust.at("/Principal/AWS").asText()).isEqualTo(SNOWFLAKE);
        assertThat(trust.at("/Condition/StringEquals/sts:ExternalId").asText())
                .isEqualTo("CARAVAN_SFCRole=2_abc/DE+f=");

        assertThat(ask("iam get-role-policy --role-name caravan --policy-name redshift", environment)
                        .path("PolicyDocument"))
                .isEqualTo(file("redshift/load-policy.json"));
        assertThat(ask("iam get-role-policy --role-name caravan-redshift --policy-name read", environment)
                        .path("PolicyDocument"))
                .isEqualTo(file("redshift/read-policy.json"));
        assertThat(ask("iam get-role --role-name caravan-redshift", environment).at("/Role/AssumeRolePolicyDocument"))
                .isEqualTo(file("redshift/trust.json"));

        try (Stream<Path> files = Files.walk(folder.resolve("aws"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("@");
            }
        }
        assertThat(Files.readString(folder.resolve("setup.sql")).lines().filter(line -> !line.startsWith("--")))
                .noneMatch(line -> line.contains("<"))
                .anyMatch(line -> line.equals("url = 's3://page-lake/music/'"))
                .anyMatch(line -> line.equals("storage_allowed_locations = ('s3://page-lake/music/');"))
                .anyMatch(line -> line.matches("rsa_public_key = 'MII[A-Za-z0-9+/=]{300,}'"));
    }

    private Map<String, String> environment(String endpoint) {
        return Map.of(
                "PATH",
                folder.resolve("bin") + ":" + System.getenv("PATH"),
                "AWS_ENDPOINT_URL",
                endpoint,
                "AWS_ACCESS_KEY_ID",
                "administrator",
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_DEFAULT_REGION",
                "eu-central-1");
    }

    /** The emulator keeps what it was asked, and understands none of it. */
    @Test
    void theViewsOverTheLakesTablesAreAskedOfAthenaOneAfterTheOther() throws Exception {
        var environment = environment(Emulators.start().newAccount().settings().get("lake.endpoint"));
        Path views = Files.createDirectory(folder.resolve("views"));
        Files.writeString(views.resolve("01_one.sql"), "create or replace view one as\nselect 'a' as letter\n");
        Files.writeString(views.resolve("02_two.sql"), "create or replace view two as\nselect letter\nfrom one\n");
        run(
                "aws athena create-work-group --name caravan --configuration ResultConfiguration={OutputLocation=s3://results/}",
                environment);

        String said =
                run(Page.block("docs/tables.md#questions-in-athena-and-trino/2").text(), environment);

        assertThat(said.lines()).containsExactly("views/01_one.sql SUCCEEDED", "views/02_two.sql SUCCEEDED");
        JsonNode asked = ask("athena list-query-executions", environment).path("QueryExecutionIds");
        assertThat(asked).hasSize(2);
        JsonNode one = ask(
                        "athena get-query-execution --query-execution-id "
                                + asked.path(0).asText(),
                        environment)
                .path("QueryExecution");
        assertThat(one.path("Query").asText()).startsWith("create or replace view ");
        assertThat(one.at("/QueryExecutionContext/Database").asText()).isEqualTo("caravan_views");
    }
}
