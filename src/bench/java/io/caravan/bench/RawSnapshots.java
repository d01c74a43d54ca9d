package io.caravan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.ServedPlaylist;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** Raw objects as Caravan writes them, made from the simulator's catalogue; no two of them share a song. */
final class RawSnapshots {
    /** The page size of Spotify. */
    private static final int PAGE = 50;

    private static final int SMALL_SEEDS = 1_000_000;
    private static final int SMALL_ENTRIES = 130;

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final List<String> HIDDEN_FROM_NEW_APPS =
            List.of("popularity", "available_markets", "linked_from", "label");
    private static final ObjectMapper JSON = new ObjectMapper();

    private RawSnapshots() {}

    /**
     * Returns so many raw objects, which are made at the first time they are asked for and kept under {@code target/}.
     *
     * @param entries of each
     */
    static List<Path> files(Shape shape, int objects, int entries) {
        return files(shape, 0, objects, entries);
    }

    /** Returns small ones of other playlists, to warm up with: what is done for each object is warm then, and the tables are small. */
    static List<Path> small(Shape shape, int objects) {
        return files(shape, SMALL_SEEDS, objects, SMALL_ENTRIES);
    }

    private static List<Path> files(Shape shape, int from, int objects, int entries) {
        Path folder = Path.of("target", "bench", shape.key() + "-" + entries);
        return IntStream.range(from, from + objects)
                .parallel()
                .mapToObj(seed -> file(folder, shape, seed, entries))
                .toList();
    }

    private static Path file(Path folder, Shape shape, int seed, int entries) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(seed + ".json");
            if (!Files.exists(file)) {
                Path part = Files.createTempFile(folder, "part", "");
                Files.write(part, bytes(playlist(seed, entries), shape));
                Files.move(part, file);
            }
            return file;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ServedPlaylist playlist(int seed, int entries) {
        Catalogue catalogue = Catalogue.of(seed, 1, entries, DAY);
        return catalogue.find(catalogue.ids().get(0)).orElseThrow();
    }

    private static byte[] bytes(ServedPlaylist playlist, Shape shape) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        ObjectNode object = playlist.object();
        raw.writeBytes("""
                {"caravan":{"run_id":"20261120T060000000Z-bench","extracted_at":"2026-11-20T06:00:00.000Z","app_class":"%s","consistent":true}}
                """.formatted(shape == Shape.ITEM ? "C" : "A").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        line(raw, object);
        String path = "https://api.spotify.com/v1/playlists/" + object.get("id").textValue() + "/items";
        for (int offset = 0; offset < playlist.total(); offset += PAGE) {
            ObjectNode page = JSON.createObjectNode();
            page.put("href", path + "?offset=" + offset + "&limit=" + PAGE);
            ArrayNode items = page.putArray("items");
            for (int position = offset; position < Math.min(offset + PAGE, playlist.total()); position++) {
                items.add(entry(playlist.row(position), shape));
            }
            page.put("limit", PAGE).putNull("next").put("offset", offset).putNull("previous");
            line(raw, page.put("total", playlist.total()));
        }
        return raw.toByteArray();
    }

    private static void line(ByteArrayOutputStream raw, JsonNode json) throws IOException {
        raw.writeBytes(JSON.writeValueAsBytes(json));
        raw.write('\n');
    }

    /** A playlist of the catalogue may serve either shape, or both. */
    private static JsonNode entry(JsonNode served, Shape shape) {
        ObjectNode entry = served.deepCopy();
        JsonNode track = entry.remove("track");
        JsonNode item = entry.remove("item");
        entry.set(shape.key(), track == null ? item : track);
        if (shape == Shape.ITEM) {
            for (String name : HIDDEN_FROM_NEW_APPS) {
                entry.findParents(name).forEach(parent -> ((ObjectNode) parent).remove(name));
            }
        }
        return entry;
    }
}
