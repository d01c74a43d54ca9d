package io.caravan.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

class RoutesClientTest {
    private final List<String> calls = new ArrayList<>();
    private ListObjectsResponse listing;
    private final RoutesClient client = new RoutesClient(new S3Client() {
        @Override
        public ListObjectsResponse listObjects(ListObjectsRequest request) {
            calls.add("list " + request.prefix());
            return listing;
        }

        @Override
        public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
            calls.add("get " + request.key());
            return null;
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {
            calls.add("close");
        }
    });

    private static S3Object object(String key) {
        return S3Object.builder()
                .key(key)
                .size(3_000_000_000L)
                .eTag("\"e\"")
                .lastModified(Instant.parse("2026-11-21T06:00:00.987Z"))
                .build();
    }

    private ListObjectsResponse list() {
        return client.listObjects(ListObjectsRequest.builder().prefix("in/").build());
    }

    private static GetObjectRequest get(String key) {
        return GetObjectRequest.builder().bucket("lake").key(key).build();
    }

    @Test
    void whatAListingToldOfAnObjectIsTheAnswerWithoutACallAndItsBytesAreRefused() throws Exception {
        listing = ListObjectsResponse.builder().contents(object("in/a.json")).build();
        list();

        try (var answer = client.getObject(get("in/a.json"), ResponseTransformer.toInputStream())) {
            assertThat(answer.response().contentLength()).isEqualTo(3_000_000_000L);
            assertThat(answer.response().eTag()).isEqualTo("\"e\"");
            assertThat(answer.response().lastModified()).isEqualTo("2026-11-21T06:00:00Z");
            assertThatThrownBy(answer::read).hasMessageContainingAll("in/a.json", "ignoreBody");
        }

        assertThat(calls).containsExactly("list in/");
    }

    @Test
    void whatTheLastListingDoesNotHoldIsAskedFor() {
        listing = ListObjectsResponse.builder().contents(object("in/a.json")).build();
        list();
        listing = ListObjectsResponse.builder().contents(object("in/b.json")).build();
        list();

        client.getObject(get("in/a.json"), ResponseTransformer.toInputStream());

        assertThat(calls).containsExactly("list in/", "list in/", "get in/a.json");
    }

    @Test
    void aKeyThatAServerListsTwiceIsOne() {
        listing = ListObjectsResponse.builder()
                .contents(object("in/a.json"), object("in/a.json"))
                .build();

        assertThat(list().contents()).hasSize(2);
    }

    @Test
    void aCutListingGoesOnAfterItsLastKeyWhereTheServerDoesNotSay() {
        var cut = ListObjectsResponse.builder().isTruncated(true).contents(object("in/a.json"), object("in/c.json"));
        listing = cut.build();
        assertThat(list().nextMarker()).isEqualTo("in/c.json");

        listing = cut.nextMarker("in/told").build();
        assertThat(list().nextMarker()).isEqualTo("in/told");

        listing = ListObjectsResponse.builder()
                .isTruncated(false)
                .contents(object("in/a.json"))
                .build();
        assertThat(list().nextMarker()).isNull();
    }

    @Test
    void closingItLeavesTheClientOfTheRoutesOpen() {
        client.close();

        assertThat(calls).isEmpty();
    }
}
