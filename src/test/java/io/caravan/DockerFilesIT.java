package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of {@code docker/}, as far as they can be checked without Docker and without an account. */
class DockerFilesIT {
    private static final Path DOCKERFILE = Path.of("docker/Dockerfile");
    private static final Path COMPOSE = Path.of("docker/compose.yaml");

    @TempDir
    Path folder;

    @BeforeAll
    static void install() {
        Emulators.start();
    }

    private static String run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(Emulators.python()).resolveSibling(tool).toString()));
        command.addAll(List.of(arguments));
        return Emulators.run(command.toArray(String[]::new));
    }

    @Test
    void hadolintFindsNothingInTheDockerfile() throws Exception {
        assertThat(run("hadolint", "--failure-threshold", "style", DOCKERFILE.toString()))
                .isEmpty();

        Path careless = Files.writeString(
                folder.resolve("Dockerfile"), Files.readString(DOCKERFILE).replace(":21-jre-noble", ""));
        assertThatThrownBy(() -> run("hadolint", careless.toString())).hasMessageContaining("DL3006");
    }

    @Test
    void theComposeFilesFitTheirSchema() throws Exception {
        for (Path file : List.of(COMPOSE, Path.of("docker/stream/compose.yaml"))) {
            assertThatCode(() -> run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", file.toString()))
                    .as(file.toString())
                    .doesNotThrowAnyException();
        }

        Path mistyped = Files.writeString(
                folder.resolve("compose.yaml"), Files.readString(COMPOSE).replace("tmpfs:", "tmpf:"));
        assertThatThrownBy(
                        () -> run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", mistyped.toString()))
                .hasMessageContaining("tmpf");
    }

    @Test
    void everySettingOfTheComposeFileIsASetting() throws IOException {
        String declared = Files.readString(Path.of("application.properties"));
        JsonNode environment = new YAMLMapper()
                .readTree(COMPOSE.toFile())
                .path("services")
                .path("caravan")
                .path("environment");

        assertThat(environment.properties())
                .extracting(Map.Entry::getKey)
                .filteredOn(name -> !name.equals("CAMEL_MAIN_PROFILE"))
                .isNotEmpty()
                .allMatch(name -> declared.lines()
                        .filter(line -> line.matches("#?[a-z0-9.-]+=.*"))
                        .map(line -> line.replaceFirst("^#", "").replaceFirst("=.*", ""))
                        .anyMatch(key -> key.toUpperCase(Locale.ROOT)
                                .replace('.', '_')
                                .replace('-', '_')
                                .equals(name)));
    }

    @Test
    void theImageTakesInWhatDockerIsShown() throws IOException {
        List<String> shown = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(pattern -> pattern.startsWith("!"))
                .map(pattern -> pattern.substring(1))
                .toList();

        assertThat(Files.readAllLines(DOCKERFILE))
                .filteredOn(line -> line.startsWith("COPY "))
                .isNotEmpty()
                .allMatch(line -> shown.stream().anyMatch(path -> line.matches("COPY " + path + "(/\\S+)? .*")));
    }

    /** cfn-lint knows which actions there are; it reads policies inside a template. */
    @Test
    void everyPolicyIsOneThatAwsUnderstands() throws Exception {
        List<String> right = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("docker/aws"))) {
            for (Path file : files.filter(name -> name.toString().endsWith("-policy.json"))
                    .toList()) {
                String policy = Files.readString(file)
                        .replace("@BUCKET@", "lake")
                        .replace("@PREFIX@", "music/")
                        .replace("@KMS_KEY_ARN@", "arn:aws:kms:us-east-1:111122223333:key/1234abcd")
                        .replace("@TABLES_BUCKET@", "lake")
                        .replace("@TABLES_PREFIX@", "music/")
                        .replace("@REGION@", "us-east-1")
                        .replace("@ACCOUNT@", "111122223333")
                        .replace("@DATABASE@", "caravan")
                        .replace("@WORKGROUP@", "caravan");
                right.add(template("right-" + file.getFileName(), policy));
                wrong.add(template(
                        "wrong-" + file.getFileName(),
                        policy.replaceFirst("\"(s3|kms|glue|athena|lakeformation):", "\"$1:Nope")));
            }
        }

        // What is found stands above the name of the file in which it is.
        assertThatThrownBy(() -> lint(right, wrong))
                .satisfies(found -> assertThat(wrong).isNotEmpty().allSatisfy(file -> assertThat(found.getMessage())
                        .containsPattern("W3037[^\n]*\n" + Pattern.quote(file) + ":")))
                .satisfies(found -> assertThat(right).isNotEmpty().allSatisfy(file -> assertThat(found.getMessage())
                        .doesNotContain("\n" + file + ":")));
    }

    @Test
    void theTemplateIsOneThatAwsUnderstands() throws Exception {
        Path right = Path.of("docker/aws/caravan.yaml");
        Path wrong = Files.writeString(
                folder.resolve("caravan.yaml"), Files.readString(right).replace("EnforceWorkGroup", "EnforceGroup"));

        assertThatThrownBy(() -> lint(List.of(right.toString()), List.of(wrong.toString())))
                .satisfies(found -> assertThat(found.getMessage())
                        .containsPattern("E3002[^\n]*EnforceGroup[^\n]*\n" + Pattern.quote(wrong.toString()) + ":")
                        .doesNotContain("\n" + right + ":"));
    }

    /** Returns the file of a template that holds a policy. */
    private String template(String name, String policy) throws IOException {
        var json = new ObjectMapper();
        var template = json.createObjectNode();
        template.put("AWSTemplateFormatVersion", "2010-09-09");
        var resource = template.putObject("Resources").putObject("Policy");
        resource.put("Type", "AWS::IAM::ManagedPolicy");
        resource.putObject("Properties").set("PolicyDocument", json.readTree(policy));
        Path file = folder.resolve(name);
        json.writeValue(file.toFile(), template);
        return file.toString();
    }

    private static String lint(List<String> some, List<String> others) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--regions", "us-east-1", "--"));
        arguments.addAll(some);
        arguments.addAll(others);
        return run("cfn-lint", arguments.toArray(String[]::new));
    }
}
