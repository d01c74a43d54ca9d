package io.caravan.local.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Answers of the real Spotify, read once from the {@code .json} files of a folder and all below it. A file may hold a page, a
 * playlist object, a list of either, or a bare list of entries; a list of several playlists becomes several. The id is the
 * object's, else that in its {@code href}; where neither is there or another file has it already, it is derived from the
 * path. Files without entries are left out.
 */
public final class CapturedFolder implements PlaylistSource {
    private static final System.Logger LOG = System.getLogger(CapturedFolder.class.getName());

    private final Map<String, CapturedPlaylist> playlists = new LinkedHashMap<>();

    private CapturedFolder() {}

    /** Reads the folder; files that are not JSON are named in the log and left out. */
    public static CapturedFolder read(Path folder) {
        CapturedFolder captured = new CapturedFolder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json") && Files.isRegularFile(path))
                    .sorted()
                    .toList()) {
                captured.add(folder.relativize(file).toString().replace('\\', '/'), file);
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Cannot read the captured answers in " + folder + ": " + e
                            + "; set local.spotify-captured to a folder of them, or to nothing",
                    e);
        }
        return captured;
    }

    private void add(String path, Path file) throws IOException {
        JsonNode root;
        try {
            root = SpotifyJson.MAPPER.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Left out, as it is not JSON: " + file + ": " + e.getOriginalMessage());
            return;
        }
        Map<String, CapturedPlaylist> inFile = new LinkedHashMap<>();
        for (CapturedAnswer answer : CapturedAnswer.in(root)) {
            String captured = answer.id();
            String id = captured == null || playlists.containsKey(captured)
                    ? derivedId(captured == null ? path : path + "#" + captured)
                    : captured;
            inFile.merge(id, answer.as(id, nameOf(path)), CapturedPlaylist::followedBy);
        }
        playlists.putAll(inFile);
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ".json".length());
    }

    static String derivedId(String path) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(path.getBytes(UTF_8)));
            return Dice.base62(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public List<String> ids() {
        return List.copyOf(playlists.keySet());
    }

    @Override
    public Optional<ServedPlaylist> find(String id) {
        return Optional.ofNullable(playlists.get(id));
    }

    /** Returns this source: what was captured does not change. */
    @Override
    public CapturedFolder on(LocalDate day) {
        return this;
    }
}
