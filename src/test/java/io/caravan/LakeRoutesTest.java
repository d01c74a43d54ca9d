package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That no route file reaches S3 past the settings of the lake. */
class LakeRoutesTest {
    private final List<RouteFile> files;

    LakeRoutesTest() throws IOException {
        files = RouteFile.all();
    }

    @Test
    void onlyPutObjectWritesAndUnderThePrefix() {
        List<RouteFile.Step> producers = files.stream()
                .flatMap(file -> file.steps().stream())
                .filter(step -> step.body().path("uri").asText().equals("aws2-s3"))
                .toList();

        assertThat(producers).extracting(RouteFile.Step::id).containsExactly("put-object-put");
        assertThat(producers.get(0).file().text())
                .contains("CamelAwsS3Key")
                .contains("\"{{lake.prefix}}${exchangeProperty.objectKey}\"");
    }

    @Test
    void everyInboxLiesUnderThePrefix() {
        List<JsonNode> consumers = files.stream()
                .flatMap(file -> file.parts("route").stream())
                .map(route -> route.path("from"))
                .filter(from -> from.path("uri").asText().equals("aws2-s3"))
                .map(from -> from.path("parameters"))
                .toList();

        assertThat(consumers).isNotEmpty().allSatisfy(parameters -> {
            assertThat(parameters.path("prefix").asText())
                    .startsWith("{{lake.prefix}}")
                    .endsWith("/");
            assertThat(parameters.has("delimiter"))
                    .as("what lies in folders is taken too")
                    .isFalse();
            assertThat(parameters.path("ignoreBody").asBoolean()).isTrue();
            assertThat(parameters.path("deleteAfterRead").asText()).isEqualTo("false");
        });
    }

    @Test
    void everyEndpointUsesTheViewOfTheOneClientAndTheBucketOfTheSettings() {
        for (RouteFile file : files) {
            file.visit((key, value) -> {
                if (key.equals("parameters") && value.has("bucketNameOrArn")) {
                    assertThat(value.path("bucketNameOrArn").asText()).isEqualTo("{{lake.bucket}}");
                    // What a consumer opens of each object would be all of it, and each endpoint would ask whether the
                    // bucket is there.
                    assertThat(value.path("amazonS3Client").asText()).isEqualTo("#bean:routesClient");
                }
            });
        }
    }
}
