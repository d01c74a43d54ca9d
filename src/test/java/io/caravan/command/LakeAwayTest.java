package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravan.command.CaravanProcess.Result;
import io.caravan.local.LocalS3;
import io.caravan.network.TcpProxy;
import io.caravan.network.TcpProxy.Direction;
import io.caravan.network.Toxic;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake that is away, or that is another than the settings say, at the start of a command. */
class LakeAwayTest {
    /** How a network drops connections differs: the cause in between is the client's word for it. */
    private static final String AWAY = "S3 does not answer for the bucket lake (";

    private static final String REMEDY =
            "); see that it runs and can be reached from here, or set lake.endpoint to where it is";

    @TempDir
    Path folder;

    @TempDir
    Path bucket;

    private LocalS3 s3;
    private TcpProxy network;

    @BeforeEach
    void start() throws Exception {
        s3 = LocalS3.start(bucket, "lake", 0, "local", "local-secret");
        network = TcpProxy.before(s3.url());
        SettingsFolder.in(folder).whole();
    }

    @AfterEach
    void stop() throws Exception {
        network.close();
        s3.close();
    }

    private Map<String, String> prod(String... more) {
        var environment = new HashMap<>(Map.of(
                "CAMEL_MAIN_PROFILE", "prod",
                "CARAVAN_TRIGGERS", "false",
                "CARAVAN_EXTRACT_AT_START", "false",
                "SPOTIFY_CLIENT_ID", "caravan-client",
                "SPOTIFY_CLIENT_SECRET", "caravan-secret",
                "SPOTIFY_PLAYLISTS", "33ufcdkmo0P1CQ3M6QtdAG",
                "WAREHOUSE_DIALECT", "duckdb",
                "WAREHOUSE_URL", "jdbc:duckdb:" + folder.resolve("w.duckdb")));
        environment.putAll(Map.of(
                "LAKE_BUCKET", "lake",
                "LAKE_ENDPOINT", network.url(),
                "LAKE_REGION", "us-east-1",
                "LAKE_ACCESS_KEY", "local",
                "LAKE_SECRET_KEY", "local-secret"));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    private void assertOnceSays(int exitCode, String sentence, String... more) throws Exception {
        assertThat(onceSays(exitCode, more)).isEqualTo(sentence);
    }

    private String onceSays(int exitCode, String... more) throws Exception {
        Result once = CaravanProcess.run(folder, prod(more), "once");
        assertThat(once.exitCode()).as(once.err()).isEqualTo(exitCode);
        assertThat(once.out()).isEmpty();
        assertThat(once.err().lines()).hasSize(1);
        return once.err().strip();
    }

    @Test
    void onceSaysInOneSentenceWhatIsWrongAndEndsAsTimeOrAPersonMayHealIt() throws Exception {
        assertOnceSays(
                2,
                "There is no bucket pond where Caravan looks; create it, or set lake.bucket, lake.region and lake.endpoint to"
                        + " those of one that there is",
                "LAKE_BUCKET",
                "pond");
        assertOnceSays(
                2,
                "S3 does not take the credentials (SignatureDoesNotMatch); set lake.access-key and lake.secret-key to a pair"
                        + " that is valid, or leave both empty for the default credential chain",
                "LAKE_SECRET_KEY",
                "another");
        network.add(
                Direction.UPSTREAM,
                new Toxic.Refusal(
                        "GET /",
                        new AtomicInteger(Integer.MAX_VALUE),
                        "301 Moved Permanently",
                        "<Error><Code>PermanentRedirect</Code></Error>"));
        assertOnceSays(2, "The bucket lake is in another region than lake.region says; set lake.region to it");
        network.clear();
        network.disable();
        assertThat(onceSays(75)).startsWith(AWAY).endsWith(REMEDY);
    }

    @Test
    void doctorNamesTheBucketAndLooksAtNothingElseOfTheLake() throws Exception {
        network.disable();

        Result doctor = CaravanProcess.run(folder, prod(), "doctor");

        assertThat(doctor.exitCode()).isEqualTo(75);
        assertThat(doctor.out().lines().filter(line -> line.startsWith("failed")))
                .singleElement()
                .asString()
                .startsWith("failed   bucket       " + AWAY)
                .endsWith(REMEDY);
        assertThat(doctor.out())
                .contains("warning  inbox        Not looked at, since that takes the lake\n")
                .contains("ok       warehouse ");
    }

    @Test
    void runWaitsForItSaysSoOnceAndGoesOnByItself() throws Exception {
        network.disable();
        String port;
        try (var free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            port = String.valueOf(free.getLocalPort());
        }
        try (var run = CaravanProcess.start(
                folder, prod("CAMEL_MANAGEMENT_PORT", port, "CARAVAN_OBSERVE_EVERY", "200ms"), "run")) {
            await().until(() -> run.err().contains(REMEDY + "; Caravan waits and asks again every 5 seconds"));
            await().until(() -> get(port, "/observe/health").body().contains(AWAY));
            assertThat(run.err()).contains(AWAY);
            assertThat(get(port, "/observe/health").body()).contains("They start once the lake can be reached");
            assertThat(get(port, "/observe/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(port, "/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(get(port, "/observe/metrics").body())
                    .contains("caravan_inbox_objects{inbox=\"raw_data/to_processed\"} NaN");

            network.enable();
            // It begins anew, and nobody listens for a moment.
            await().ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> get(port, "/observe/health/ready").statusCode() == 200);
            assertThat(run.err()).contains("The lake answers; the routes start").doesNotContain("\tat ", "ERROR");
            assertThat(run.err().lines().filter(line -> line.contains("Caravan waits")))
                    .hasSize(1);
        }
    }

    private static HttpResponse<String> get(String port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
