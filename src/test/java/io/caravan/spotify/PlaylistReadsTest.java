package io.caravan.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.TestApplication;
import io.caravan.TestClock;
import io.caravan.failure.RefusedException;
import io.caravan.lake.Lake;
import io.caravan.run.CurrentRun;
import io.caravan.snapshot.TransformedPlaylists;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

class PlaylistReadsTest {
    private static final byte[] METADATA = "{\"id\":\"p\",\"snapshot_id\":\"s\"}".getBytes(UTF_8);

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(TestApplication.START);
    private final FlakyS3 s3 = new FlakyS3();
    private final PlaylistReads reads = new PlaylistReads(
            new CurrentRun(clock),
            new PlaylistMemory(
                    new Lake(s3, "lake", ""), new TransformedPlaylists(new Lake(s3, "lake", ""), clock), "24h"),
            new AppClass("C", "id", new Lake(s3, "lake", "")),
            clock,
            50);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{ \"a\" : [ 1 ,\t2.50, 1E+2 ] }`, `{\"a\":[1,2.50,1E+2]}`",
                "`{\"a\":\"b  c\\n : \\\" , }\" }`, `{\"a\":\"b  c\\n : \\\" , }\"}`",
                "`[\"\\\\\" , \"\\\\\\\" \"]`, `[\"\\\\\",\"\\\\\\\" \"]`",
                "`[ \"é ü 😀\\u00e9\\/\" ,null, true ]`, `[\"é ü 😀\\u00e9\\/\",null,true]`",
                "`  7  `, `7`"
            })
    void compactTakesWhiteSpaceBetweenTokensAndNothingElse(String json, String compact) {
        assertThat(new String(PlaylistReads.compact(json.getBytes(UTF_8)), UTF_8))
                .isEqualTo(compact);
    }

    @Test
    void compactTakesLineBreaks() {
        assertThat(PlaylistReads.compact("{\r\n\t\"a\":\n1\r}\n".getBytes(UTF_8)))
                .asString(UTF_8)
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void aReadWhoseMemoryCouldNotBeAskedIsStillTheFirst() throws Exception {
        var read = new PlaylistRead("p", folder.resolve("pages.jsonl"), 50);
        s3.failures = 1;
        assertThatThrownBy(() -> reads.acceptMetadata(read, METADATA)).isInstanceOf(SdkClientException.class);

        reads.acceptMetadata(read, METADATA);

        assertThat(read.isUnsettled()).as("pages are still to be read").isTrue();
        assertThat(read.isOpen()).isTrue();
    }

    @Test
    void aPageThatCouldNotBeWrittenIsNotCounted() throws Exception {
        var pages = folder.resolve("pages.jsonl");
        var read = new PlaylistRead("p", pages, 50);
        reads.acceptMetadata(read, METADATA);
        reads.acceptPage(read, page("[1,2]"));
        Files.move(pages, folder.resolve("aside"));
        Files.createDirectory(pages);
        assertThatThrownBy(() -> reads.acceptPage(read, page("[3,4]"))).isInstanceOf(IOException.class);
        assertThat(read.getOffset()).isEqualTo(2);

        Files.delete(pages);
        Files.move(folder.resolve("aside"), pages);
        Files.writeString(pages, Files.readString(pages) + "{\"items\":[3");
        reads.acceptPage(read, page("[3,4]"));

        assertThat(read.isOpen()).isFalse();
        assertThat(Files.readAllLines(pages))
                .containsExactly("{\"items\":[1,2],\"total\":4}", "{\"items\":[3,4],\"total\":4}");
    }

    /** The app's class, which a page tells, is kept in the lake. */
    @Test
    void aPageThatTaughtSomethingThatCouldNotBeKeptIsTakenOnce() throws Exception {
        var lake = new Lake(s3, "lake", "");
        var learning = new PlaylistReads(
                new CurrentRun(clock),
                new PlaylistMemory(lake, new TransformedPlaylists(lake, clock), "24h"),
                new AppClass("auto", "id", lake),
                clock,
                50);
        var read = new PlaylistRead("p", folder.resolve("pages.jsonl"), 50);
        learning.acceptMetadata(read, METADATA);
        byte[] page = page("[{\"track\":{\"type\":\"track\",\"popularity\":1}},1]");
        s3.failedWrites = 1;
        assertThatThrownBy(() -> learning.acceptPage(read, page)).isInstanceOf(SdkClientException.class);

        learning.acceptPage(read, page);

        assertThat(read.getOffset()).isEqualTo(2);
        assertThat(Files.readAllLines(read.pages())).hasSize(1);
        assertThat(s3.written)
                .as("kept by the second try")
                .singleElement()
                .asString()
                .contains("\"AB\"");
    }

    @Test
    void theFilesOfAReadGoWithItsExchange() throws Exception {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        var read = reads.begin("p", exchange);
        reads.acceptMetadata(read, METADATA);
        assertThat(read.pages()).exists();

        exchange.setException(new IOException("by the test"));
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());

        assertThat(read.pages().getParent()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "7", "{\"id\":\"q\",\"snapshot_id\":\"s\"}", "{\"id\":7}"})
    void anAnswerThatIsAnotherPlaylistOrNoneIsRefusedBeforeAndAfterThePages(String answer) throws Exception {
        var read = new PlaylistRead("p", folder.resolve("pages.jsonl"), 50);
        assertThatThrownBy(() -> reads.acceptMetadata(read, answer.getBytes(UTF_8)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Playlist p: Spotify answered with another one");
        reads.acceptMetadata(read, METADATA);

        assertThatThrownBy(() -> reads.acceptMetadata(read, answer.getBytes(UTF_8)))
                .isInstanceOf(RefusedException.class);
        assertThat(read.isConsistent()).isFalse();
    }

    /** The snapshot_id is the same before and after: it may come from another server than the pages. */
    @ParameterizedTest
    @CsvSource({"4, 4, true", "4, 3, false", "3, 4, false"})
    void aTotalThatChangesBetweenPagesIsReadAgain(int first, int then, boolean consistent) throws Exception {
        var read = new PlaylistRead("p", folder.resolve("pages.jsonl"), 50);
        reads.acceptMetadata(read, METADATA);
        reads.acceptPage(read, page("[1,2]", first));
        reads.acceptPage(read, page(then == 4 ? "[3,4]" : "[3]", then));
        assertThat(read.isOpen()).isFalse();

        reads.acceptMetadata(read, METADATA);

        assertThat(read.isConsistent()).isEqualTo(consistent);
        assertThat(read.isUnsettled()).isEqualTo(!consistent);
    }

    private static byte[] page(String items) {
        return page(items, 4);
    }

    private static byte[] page(String items, int total) {
        return ("{ \"items\" : " + items + ", \"total\" : " + total + " }").getBytes(UTF_8);
    }

    /** Holds nothing, and fails as often as told before it says so. */
    static final class FlakyS3 implements S3Client {
        int failures;
        int failedWrites;
        final List<String> written = new ArrayList<>();

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            if (failedWrites-- > 0) {
                throw SdkClientException.create("by the test");
            }
            try (var bytes = body.contentStreamProvider().newStream()) {
                written.add(new String(bytes.readAllBytes(), UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return PutObjectResponse.builder().build();
        }

        @Override
        public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
            if (failures-- > 0) {
                throw SdkClientException.create("by the test");
            }
            throw NoSuchKeyException.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
