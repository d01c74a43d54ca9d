package io.caravan.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The S3 server of the profile local, asked by requests that no client would send, rightly signed. */
class LocalS3Test {
    private static final String SECRET = "of somebody else";

    @TempDir
    Path folder;

    private Path root;
    private Path outside;
    private LocalS3 s3;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectories(folder.resolve("data/s3"));
        outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("file.txt"), SECRET);
        Files.writeString(folder.resolve("data/file.txt"), SECRET);
        Files.createDirectories(root.resolve("lake"));
        Files.writeString(root.resolve("lake/inside.txt"), "ours");
        Files.createSymbolicLink(root.resolve("lake/link.txt"), outside.resolve("file.txt"));
        Files.createSymbolicLink(root.resolve("lake/way"), outside);
        Files.createSymbolicLink(root.resolve("bucket-way"), outside);
        s3 = LocalS3.start(root, "lake", 0, "local", "local-secret");
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void whatStandsInTheFolderIsReadWrittenAndListed() throws Exception {
        assertThat(send("GET", "/lake/inside.txt", ""))
                .startsWith("HTTP/1.1 200")
                .endsWith("ours");
        assertThat(send("PUT", "/lake/new.txt", "")).startsWith("HTTP/1.1 200");
        assertThat(root.resolve("lake/new.txt")).hasContent("written");
        assertThat(send("GET", "/lake", "list-type"))
                .contains("<Key>inside.txt</Key>", "<Key>new.txt</Key>")
                .doesNotContain("link.txt", "way/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lake/../file.txt",
                "/lake/../../file.txt",
                "/lake/..%2Ffile.txt",
                "/lake/..%2F..%2Ffile.txt",
                "/lake/%2e%2e/%2e%2e/file.txt",
                "/lake/%2e%2e%2f%2e%2e%2ffile.txt",
                "/lake/%252e%252e%252f%252e%252e%252ffile.txt",
                "/lake/a/../../../file.txt",
                "/lake/..%5c..%5cfile.txt",
                "/lake/%2FFOLDER%2Foutside%2Ffile.txt",
                "/lake//FOLDER/outside/file.txt",
                "/../file.txt",
                "/%2e%2e/file.txt",
                "/..%2ffile.txt",
                "/lake/file.txt%00.json",
                "/lake/link.txt",
                "/lake/way/file.txt",
                "/lake/way/new.txt",
                "/bucket-way/file.txt"
            })
    void noRequestLeavesTheFolder(String path) throws Exception {
        String hostile = path.replace("FOLDER", folder.toString().substring(1));
        List<String> before = everythingBesideTheLake();

        for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
            assertThat(send(method, hostile, "")).as(method).doesNotContain(SECRET);
        }
        send("GET", "/lake", "prefix=" + hostile.replaceFirst("^/lake/?", ""));

        assertThat(everythingBesideTheLake()).isEqualTo(before);
    }

    /** Were they followed, two links would be 2 to the power of 40 folders before the system calls it a circle. */
    @Test
    @Timeout(300)
    void linksThatLeadInACircleAreNotFollowed() throws Exception {
        Path folder = Files.createDirectories(root.resolve("lake/deep/er"));
        Files.writeString(folder.resolve("object.txt"), "ours");
        Files.createSymbolicLink(folder.resolve("up"), root.resolve("lake"));
        Files.createSymbolicLink(folder.resolve("up-too"), root.resolve("lake/deep"));
        Files.createSymbolicLink(folder.resolve("other"), outside);

        String all = send("GET", "/lake", "list-type");
        assertThat(all.split("<Key>")).as(all).hasSize(3);
        assertThat(all).contains("<Key>deep/er/object.txt</Key>", "<Key>inside.txt</Key>");
        assertThat(send("GET", "/lake", "prefix=deep/e")).contains("<Key>deep/er/object.txt</Key>");
        String one = send("GET", "/lake", "max-keys=1");
        assertThat(one).contains("<Key>deep/er/object.txt</Key>", "<IsTruncated>true</IsTruncated>");
        assertThat(send("GET", "/lake", "marker=deep/er/object.txt"))
                .contains("<Key>inside.txt</Key>", "<IsTruncated>false</IsTruncated>")
                .doesNotContain("<Key>deep/");
    }

    /** Left by processes that were killed; what is young may be another process's, and the last two are nobody's upload. */
    @Test
    void uploadsThatWereNeverFinishedAreDeletedAtTheNextStart() throws Exception {
        String random = "-0fa7c1de-9a1b-4c3d-8e5f-001122334455";
        Path inbox = Files.createDirectories(root.resolve("lake/raw_data/to_processed"));
        Path old = old(inbox.resolve("a.json" + random));
        Path oldTable = old(root.resolve("lake/b.csv" + random));
        Path young = Files.writeString(inbox.resolve("c.json" + random), "x");
        Path named = old(inbox.resolve("my-list" + random));
        Path object = old(inbox.resolve("d.json"));
        Path beyondALink = old(outside.resolve("e.json" + random));

        s3.close();
        s3 = LocalS3.start(root, "lake", 0, "local", "local-secret");

        assertThat(old).doesNotExist();
        assertThat(oldTable).doesNotExist();
        assertThat(List.of(young, named, object, beyondALink))
                .allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void aServerThatStandsOnAnotherDayTellsOfEachObjectThatItIsAsOldThereAsItsFileIsHere() throws Exception {
        Path file = root.resolve("lake/inside.txt");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-20T23:30:00Z")));

        s3.close();
        s3 = LocalS3.start(root, "lake", 0, "local", "local-secret", Duration.ofDays(40));

        assertThat(send("GET", "/lake/inside.txt", ""))
                .contains("Last-Modified: Wed, 30 Dec 2026 23:30:00 GMT")
                .endsWith("ours");
        assertThat(send("HEAD", "/lake/inside.txt", "")).contains("Last-Modified: Wed, 30 Dec 2026 23:30:00 GMT");
        assertThat(send("GET", "/lake", "list-type")).contains("<LastModified>2026-12-30T23:30:00");
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(Instant.parse("2026-11-20T23:30:00Z")));
    }

    private static Path old(Path file) throws IOException {
        Files.writeString(file, "x");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }

    private List<String> everythingBesideTheLake() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(root.resolve("lake")))
                    .map(LocalS3Test::told)
                    .sorted()
                    .toList();
        }
    }

    private static String told(Path file) {
        try {
            return file + ": " + Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Signs the path as it is and sends it as it is. */
    private String send(String method, String path, String query) throws IOException {
        URI origin = URI.create(s3.url());
        byte[] body = method.equals("PUT") ? "written".getBytes(StandardCharsets.UTF_8) : new byte[0];
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.valueOf(method))
                .protocol("http")
                .host(origin.getHost())
                .port(origin.getPort())
                .encodedPath(path)
                .putHeader("Host", origin.getAuthority());
        String target = path;
        if (!query.isEmpty()) {
            String[] pair = query.split("=", 2);
            request.putRawQueryParameter(pair[0], pair.length > 1 ? pair[1] : "2");
            target += "?" + pair[0] + "=" + (pair.length > 1 ? pair[1] : "2");
        }
        var signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create("local", "local-secret"))
                        .request(request.build())
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false));
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        signed.request().headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Content-Length")) {
                head.append(name).append(": ").append(String.join(",", values)).append("\r\n");
            }
        });
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        try (var socket = new Socket(origin.getHost(), origin.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
