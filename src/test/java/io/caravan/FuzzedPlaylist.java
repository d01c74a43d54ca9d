package io.caravan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * A playlist whose true entries are known, and a raw object that tells of it in one of the ways in which people keep such answers, whole
 * or damaged. A seed gives the same one again. Nothing here comes from the transform.
 */
public final class FuzzedPlaylist {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int WRAPPINGS = 20;

    private final Random random;
    private final String id;
    private final List<ObjectNode> entries = new ArrayList<>();
    /** The songs that there are, by position. */
    private final Map<Integer, String> songs = new TreeMap<>();

    private final List<String> story = new ArrayList<>();
    private byte[] bytes;

    private FuzzedPlaylist(long seed) {
        random = new Random(seed);
        id = word(22);
        int size = 1 + random.nextInt(12);
        for (int position = 0; position < size; position++) {
            entries.add(entry(position));
        }
        boolean isDamaged = random.nextBoolean();
        if (isDamaged) {
            damageEntries();
        }
        String text = wrapped(random.nextInt(WRAPPINGS), isDamaged && random.nextInt(3) == 0);
        if (isDamaged && random.nextInt(4) == 0) {
            text = damaged(text);
        }
        bytes = encoded(text);
    }

    /** Returns the one of a seed. */
    public static FuzzedPlaylist of(long seed) {
        return new FuzzedPlaylist(seed);
    }

    /** Returns its id. */
    public String id() {
        return id;
    }

    /** Returns how many entries it truly has. */
    public int size() {
        return entries.size();
    }

    /** Returns the songs that it truly has, by position. */
    public Map<Integer, String> songs() {
        return songs;
    }

    /** Returns a good answer about the same playlist as it was before, of two other songs. */
    public byte[] before() {
        ArrayNode list = JSON.createArrayNode();
        list.add(track("before1" + word(15), 0));
        list.add(track("before2" + word(15), 1));
        return page(list, 0, 2).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the raw object. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns what was done to it. */
    @Override
    public String toString() {
        return id + " " + size() + " " + story;
    }

    private String word(int length) {
        StringBuilder word = new StringBuilder();
        for (int at = 0; at < length; at++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }

    private ObjectNode entry(int position) {
        int kind = random.nextInt(12);
        if (kind == 0) {
            ObjectNode entry = JSON.createObjectNode().put("added_at", "2024-01-01T00:00:00Z");
            return entry.putNull(random.nextBoolean() ? "track" : "item");
        }
        String song = word(22);
        ObjectNode entry = track(song, position);
        ObjectNode track = (ObjectNode) entry.path(entry.has("item") ? "item" : "track");
        switch (kind) {
            case 1 -> {
                entry.put("is_local", true);
                track.put("is_local", true).putNull("id");
                track.put("uri", "spotify:local:A:B:C:1");
            }
            case 2 -> track.put("type", "episode").remove("artists");
            case 3 -> track.put("type", random.nextBoolean() ? "chapter" : "ad");
            default -> songs.put(position, song);
        }
        return entry;
    }

    private ObjectNode track(String song, int position) {
        ObjectNode track = JSON.createObjectNode();
        switch (random.nextInt(4)) {
            case 0 -> track.put("id", "spotify:track:" + song);
            case 1 -> track.put("id", "https://open.spotify.com/track/" + song + "?si=1");
            case 2 -> track.put("uri", "spotify:track:" + song);
            default -> track.put("id", song);
        }
        track.put("name", random.nextInt(3) == 0 ? "Ü \"" + position + "\" 새 😀" : "Song " + position);
        switch (random.nextInt(3)) {
            case 0 -> track.put("duration_ms", 180_000.0 + position);
            case 1 -> track.put("duration_ms", String.valueOf(180_000 + position));
            default -> track.put("duration_ms", 180_000 + position);
        }
        track.put("type", "track").put("popularity", random.nextInt(101)).put("explicit", random.nextBoolean());
        track.putArray("artists").addObject().put("id", word(22)).put("name", "Artist");
        track.putObject("album").put("id", word(22)).put("name", "Album").put("release_date", "2020-01-02");
        ObjectNode entry = JSON.createObjectNode();
        String[] times = {
            "2024-01-01T00:00:00Z", "2024-01-01 00:00:00", "2024-01-01T00:00:00.123+00:00", "2024-01-01T00:00:00"
        };
        List<Runnable> fields = new ArrayList<>(List.of(
                () -> entry.put("added_at", times[random.nextInt(times.length)]),
                () -> entry.put("is_local", false),
                () -> entry.putObject("added_by").put("id", "someone"),
                () -> entry.set(random.nextBoolean() ? "item" : "track", track)));
        Collections.shuffle(fields, random);
        fields.forEach(Runnable::run);
        return entry;
    }

    /** Takes away or renames what makes an entry one, or gives a value that nobody needs another type. */
    private void damageEntries() {
        int how = random.nextInt(9);
        for (int position = 0; position < entries.size(); position++) {
            if (random.nextInt(3) == 0) {
                damage(how, entries.get(position), position);
            }
        }
    }

    private void damage(int how, ObjectNode entry, int position) {
        String field = entry.has("item") ? "item" : "track";
        JsonNode track = entry.path(field);
        switch (how) {
            case 0 -> entry.remove(field);
            case 1 -> entry.set("song", entry.remove(field));
            case 2 -> {
                if (track instanceof ObjectNode object) {
                    entry.remove(field);
                    object.properties().forEach(each -> entry.set(field + "." + each.getKey(), each.getValue()));
                }
            }
            case 3 -> {
                if (track instanceof ObjectNode object) {
                    object.remove("id");
                    object.remove("uri");
                }
            }
            case 4 -> {
                if (track instanceof ObjectNode object) {
                    object.put("id", position);
                    object.remove("uri");
                }
            }
            case 5 -> {
                if (track.path("album") instanceof ObjectNode album) {
                    album.put("release_date", new String[] {"TBD", "1998-00", "2020-02-30"}[random.nextInt(3)]);
                }
            }
            case 6 -> {
                if (track instanceof ObjectNode object) {
                    object.set("popularity", JSON.createArrayNode().add(1));
                    object.put("duration_ms", "three minutes");
                }
            }
            case 7 -> entry.put("added_at", "yesterday").put("added_by", 5);
            default -> entry.put(field, "a text");
        }
        story.add("damage " + how + " at " + position);
    }

    private ObjectNode page(ArrayNode list, int offset, int total) {
        ObjectNode page = JSON.createObjectNode();
        page.put("href", "https://api.spotify.com/v1/playlists/" + id + "/tracks?offset=" + offset + "&limit=100");
        page.set("items", list);
        return page.put("limit", 100)
                .put("offset", offset)
                .put("total", total)
                .putNull("next")
                .putNull("previous");
    }

    private ObjectNode playlist() {
        ObjectNode playlist =
                JSON.createObjectNode().put("collaborative", false).put("description", "");
        playlist.putObject("external_urls").put("spotify", "https://open.spotify.com/playlist/" + id);
        playlist.putObject("followers").putNull("href").put("total", 3);
        playlist.put("id", random.nextBoolean() ? id : "spotify:playlist:" + id).put("name", "List " + id);
        playlist.putArray("images").addObject().put("url", "x");
        playlist.putObject("owner").put("id", "someone");
        return playlist.put("snapshot_id", "s").put("type", "playlist");
    }

    private ArrayNode list(int from, int to) {
        ArrayNode list = JSON.createArrayNode();
        entries.subList(from, to).forEach(entry -> list.add(entry.deepCopy()));
        return list;
    }

    /**
     * Puts the entries into something.
     *
     * @param isPart whether one of the pages is lost, where it is told how many entries there are
     */
    private String wrapped(int wrapping, boolean isPart) {
        int size = entries.size();
        int middle = random.nextInt(size + 1);
        ObjectNode first = page(list(0, middle), 0, size);
        ObjectNode second = page(list(middle, size), middle, size);
        ObjectNode all = page(list(0, size), 0, size);
        ArrayNode pages = JSON.createArrayNode();
        if (isPart && size > 1) {
            int cut = 1 + random.nextInt(size - 1);
            story.add("the entries from " + cut + " on are lost");
            all = page(list(0, cut), 0, size);
            pages.add(all);
        } else if (random.nextInt(4) == 0 && middle > 0) {
            story.add("pages overlap");
            pages.add(first).add(page(list(middle - 1, size), middle - 1, size));
        } else {
            boolean inOrder = random.nextBoolean();
            pages.add(inOrder ? first : second).add(inOrder ? second : first);
        }
        boolean isKnown = all.path("items").size() == size;
        story.add("wrapping " + wrapping);
        ObjectNode object = JSON.createObjectNode();
        return switch (wrapping) {
            case 0 -> all.toString();
            case 1 -> playlist().set("tracks", all).toString();
            case 2 -> playlist().set("items", all).toString();
            case 3 -> isKnown ? playlist().set("tracks", list(0, size)).toString() : all.toString();
            case 4 -> isKnown ? list(0, size).toString() : pages.toString();
            case 5 -> isKnown ? lines(list(0, size)) : lines(pages);
            case 6 -> lines(pages);
            case 7 -> pages.toString();
            case 8 -> isKnown ? "[" + list(0, middle) + "," + list(middle, size) + "]" : pages.toString();
            case 9 -> object.set(id, all).toString();
            case 10 -> object.put("status", 200).set("data", all).toString();
            case 11 ->
                isKnown
                        ? object.put("playlist_id", id)
                                .put("fetched_at", "2024")
                                .set("items", list(0, size))
                                .toString()
                        : all.toString();
            case 12 -> JSON.valueToTree(all.toString()).toString();
            case 13 ->
                object.<ObjectNode>set("playlist", playlist())
                        .set("tracks", all)
                        .toString();
            case 14 -> isKnown ? named().toString() : all.toString();
            case 15 -> "[" + playlist().set("tracks", all) + "]";
            case 16 -> object.put("statusCode", 200).put("body", all.toString()).toString();
            case 17 ->
                object.put("run", 5)
                        .set("result", JSON.createObjectNode().set("pages", pages))
                        .toString();
            case 18 -> playlist().set("tracks", pages.get(0)) + "\n" + (pages.size() > 1 ? pages.get(1) : "");
            default ->
                object.put("user", "me")
                        .set("playlists", JSON.createArrayNode().add(playlist().set("tracks", all)))
                        .toString();
        };
    }

    private ArrayNode named() {
        ArrayNode list = list(0, entries.size());
        list.forEach(entry -> ((ObjectNode) entry).put("playlist_id", id));
        return list;
    }

    private static String lines(ArrayNode values) {
        StringBuilder lines = new StringBuilder();
        values.forEach(value -> lines.append(value).append('\n'));
        return lines.toString();
    }

    private String damaged(String text) {
        switch (random.nextInt(5)) {
            case 0 -> {
                story.add("cut off");
                // Within the last object, so that what is left is not whole by chance.
                return text.substring(0, text.lastIndexOf('}') - random.nextInt(20));
            }
            case 1 -> {
                story.add("Python's");
                return text.replace('"', '\'').replace("null", "None").replace("false", "False");
            }
            case 2 -> {
                story.add("NaN");
                return text.replaceFirst("\"popularity\":\\d+", "\"popularity\":NaN");
            }
            case 3 -> {
                story.add("an error page");
                return "<html><body>502 Bad Gateway</body></html>";
            }
            default -> {
                story.add("no items");
                return "{\"href\":\"https://api.spotify.com/v1/playlists/" + id + "/tracks\",\"items\":null,\"total\":"
                        + size() + "}";
            }
        }
    }

    private byte[] encoded(String text) {
        int how = random.nextInt(8);
        story.add("encoding " + how);
        return switch (how) {
            case 0 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            case 1 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
            case 2 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE);
            case 3 -> text.getBytes(Charset.forName("UTF-16LE"));
            case 4 -> gzipped(text);
            default -> text.getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] gzipped(String text) {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
