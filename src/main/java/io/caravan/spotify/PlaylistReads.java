package io.caravan.spotify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.RefusedException;
import io.caravan.run.CurrentRun;
import io.caravan.text.Timestamps;
import io.caravan.transform.Fingerprint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The steps of {@code extract-playlist} that compute: from answers of Spotify's API to one raw object of JSON lines.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/reference/get-playlists-items">Get playlist items</a>
 */
public final class PlaylistReads {
    private static final byte[] NEW_LINE = {'\n'};

    private final CurrentRun runs;
    private final PlaylistMemory memory;
    private final AppClass appClass;
    private final Clock clock;
    private final int pageSize;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Creates the bean.
     *
     * @param runs the current run
     * @param memory what was read last
     * @param appClass learns from the pages, and is told in the raw object
     * @param clock tells when a read began
     * @param pageSize value of {@code spotify.page-size}: entries a page that are asked for
     */
    public PlaylistReads(CurrentRun runs, PlaylistMemory memory, AppClass appClass, Clock clock, int pageSize) {
        this.runs = runs;
        this.memory = memory;
        this.appClass = appClass;
        this.clock = clock;
        this.pageSize = pageSize;
    }

    /** Begins a read; its files go with the exchange, whatever becomes of it. */
    public PlaylistRead begin(@Body String playlistId, Exchange exchange) throws IOException {
        Path folder = Files.createTempDirectory("caravan-read-");
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                org.apache.camel.util.FileUtil.removeDir(folder.toFile());
            }
        });
        return new PlaylistRead(playlistId, folder.resolve("pages.jsonl"), pageSize);
    }

    /**
     * Takes the metadata: the first time to see whether anything changed, after the pages to see whether they fit together.
     *
     * @throws RefusedException when it is another playlist's
     */
    public void acceptMetadata(@ExchangeProperty(ExchangeProperties.READ) PlaylistRead read, @Body byte[] answer)
            throws IOException {
        ObjectNode metadata = withoutItems(json.readTree(answer));
        String id = metadata.path("id").asText();
        if (!id.equals(read.getPlaylistId())) {
            throw new RefusedException("Playlist " + read.getPlaylistId() + ": Spotify answered with another one, "
                    + shown(id) + ", and nothing of it was taken; check the id, and look where spotify.api-url leads");
        }
        if (!read.isFirstAnswer()) {
            read.settle(metadata, clock.instant());
        } else if (memory.isUnchanged(read.getPlaylistId(), PlaylistRead.snapshotId(metadata), runs.startedAt())) {
            read.markUnchanged();
            runs.playlistUnchanged(read.getPlaylistId());
        } else {
            read.startPages(metadata, clock.instant());
        }
    }

    /**
     * Takes a page.
     *
     * @throws RefusedException when whoever answers does not look at the offset, or does not end
     */
    public void acceptPage(@ExchangeProperty(ExchangeProperties.READ) PlaylistRead read, @Body byte[] answer)
            throws IOException {
        JsonNode page = page(answer);
        // First, since it asks the lake: when that fails the page comes again, and must not be taken twice.
        appClass.learn(page);
        if (read.addPage(page, compact(answer))) {
            runs.pageRead(read.getPlaylistId(), read.getEntries());
        }
    }

    private JsonNode page(byte[] answer) throws IOException {
        try (JsonParser parser = json.createParser(answer)) {
            return AnswerTree.read(parser);
        }
    }

    /** Returns the raw object: a line about the read, a line of metadata, a line a page. */
    public File rawObject(@ExchangeProperty(ExchangeProperties.READ) PlaylistRead read) throws IOException {
        ObjectNode header = json.createObjectNode();
        header.putObject("caravan")
                .put("run_id", runs.currentRunId())
                .put("extracted_at", Timestamps.iso(read.startedAt()))
                .put("app_class", appClass.name())
                .put("consistent", read.isConsistent())
                .put("missing", read.missing());
        Path raw = read.pages().resolveSibling("raw.jsonl");
        try (var out = Files.newOutputStream(raw)) {
            out.write(json.writeValueAsBytes(header));
            out.write(NEW_LINE);
            out.write(json.writeValueAsBytes(read.playlist()));
            out.write(NEW_LINE);
            Files.copy(read.pages(), out);
        }
        return raw.toFile();
    }

    /** Returns the user metadata of the raw object: its fingerprint, so that the transform needs no hash of its own. */
    public Map<String, String> rawMetadata(@Body File raw) throws IOException {
        try (var bytes = Files.newInputStream(raw.toPath())) {
            return Fingerprint.of(bytes).metadata();
        }
    }

    /** Returns the name of the snapshot: {@code <playlistId>_<yyyyMMdd'T'HHmmssSSS'Z'>}. */
    public String snapshotName(@ExchangeProperty(ExchangeProperties.READ) PlaylistRead read) {
        return read.getPlaylistId() + "_" + Timestamps.compact(read.startedAt());
    }

    /** Notes a read whose raw object is in the lake; an inconsistent one is not remembered, so that the next run reads again. */
    public void finish(@ExchangeProperty(ExchangeProperties.READ) PlaylistRead read) {
        if (read.isConsistent()) {
            memory.remember(
                    read.getPlaylistId(), PlaylistRead.snapshotId(read.playlist()), read.startedAt(), runs.startedAt());
        }
        runs.playlistRead(read.getPlaylistId(), read.getEntries(), read.remark());
    }

    private static String shown(String id) {
        return id.matches("[A-Za-z0-9]{1,64}") ? id : "whose id is none";
    }

    private static ObjectNode withoutItems(JsonNode answer) {
        ObjectNode playlist = answer.isObject() ? (ObjectNode) answer : new ObjectMapper().createObjectNode();
        for (String page : new String[] {"tracks", "items"}) {
            if (playlist.get(page) instanceof ObjectNode paging) {
                paging.remove("items");
            } else {
                playlist.remove(page);
            }
        }
        return playlist;
    }

    /** Takes white space out of valid JSON and touches nothing else, numbers least of all. */
    static byte[] compact(byte[] valid) {
        byte[] compact = new byte[valid.length];
        int length = 0;
        boolean inString = false;
        for (int i = 0; i < valid.length; i++) {
            byte b = valid[i];
            if (inString && b == '\\') {
                compact[length++] = b;
                compact[length++] = valid[++i];
                continue;
            }
            inString ^= b == '"';
            if (inString || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
                compact[length++] = b;
            }
        }
        return java.util.Arrays.copyOf(compact, length);
    }
}
