package io.caravan.transform;

import static io.caravan.transform.Transforming.column;
import static io.caravan.transform.Transforming.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.CapturedAnswers;
import io.caravan.model.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Captured answers of Spotify, read a second time with a tree that knows nothing of the code under test. */
class SamplesTest {
    private static Path samples;

    @BeforeAll
    static void needsTheSamples() {
        samples = CapturedAnswers.folder();
    }

    private static Snapshot read(Path file) throws IOException {
        return Transforming.read(samples.relativize(file).toString(), Files.readAllBytes(file));
    }

    @Test
    void everySampleAgreesWithAnIndependentReading() throws IOException {
        int entries = 0;
        List<String> foreign = new ArrayList<>();
        for (Path file : CapturedAnswers.files()) {
            JsonNode entryList = entries(new ObjectMapper().readTree(file.toFile()));
            if (entryList == null) {
                assertThatThrownBy(() -> read(file)).as("%s", file).isInstanceOf(UnreadableSnapshotException.class);
            } else if (isMostlyForeign(entryList)) {
                assertThatThrownBy(() -> read(file))
                        .as("%s", file)
                        .hasMessageMatching("(?s).*(?:are no entries|is no entry) of a playlist.*");
                foreign.add(file.getFileName().toString());
                entries += entryList.size();
            } else {
                assertAgrees(file, entryList);
                entries += entryList.size();
            }
        }
        assertThat(foreign)
                .containsExactlyInAnyOrder("go-playlist-fields-no-ids.json", "java-entry-without-track-key.json");
        assertThat(entries).isEqualTo(1_333); // 1,330 captured and three made by hand, as their README counts them
    }

    /** Half of the entries or more have no track at all, or one without id and uri: whoever wrote them left these fields out. */
    private static boolean isMostlyForeign(JsonNode entryList) {
        long foreign = 0;
        long nulls = 0;
        for (JsonNode entry : entryList) {
            JsonNode track = entry.path("item").isObject() ? entry.get("item") : entry.path("track");
            nulls += track.isNull() ? 1 : 0;
            foreign += track.isMissingNode() || (track.isObject() && !track.has("id") && !track.has("uri")) ? 1 : 0;
        }
        return foreign > 0 && 2 * foreign >= entryList.size() - nulls;
    }

    /** Returns the entries of a file, or null if it holds no playlist. */
    private static JsonNode entries(JsonNode root) {
        JsonNode node = root.isArray() && root.path(0).has("tracks") ? root.get(0) : root;
        for (String path : List.of("/tracks/items", "/items/items", "/items", "")) {
            JsonNode list = node.at(path);
            boolean empty = list.isArray() && list.isEmpty();
            if (empty || list.path(0).has("track") || list.path(0).has("item")) {
                return list;
            }
        }
        return null;
    }

    private static void assertAgrees(Path file, JsonNode entryList) throws IOException {
        Snapshot snapshot = read(file);
        long nulls = 0;
        long locals = 0;
        long episodes = 0;
        long idless = 0;
        List<String> songIds = new ArrayList<>();
        List<String> positions = new ArrayList<>();
        Map<String, String> songs = new LinkedHashMap<>();
        Map<String, String> albums = new LinkedHashMap<>();
        Map<String, String> artists = new LinkedHashMap<>();
        Set<String> songArtists = new LinkedHashSet<>();
        for (int at = 0; at < entryList.size(); at++) {
            JsonNode entry = entryList.get(at);
            JsonNode track = entry.path("item").isObject() ? entry.get("item") : entry.path("track");
            if (!track.isObject()) {
                nulls++;
            } else if (entry.path("is_local").asBoolean()
                    || track.path("is_local").asBoolean()) {
                locals++;
            } else if (track.path("type").asText().equals("episode")) {
                episodes++;
            } else if (track.path("id").asText("").isEmpty()) {
                idless++;
            } else {
                songIds.add(track.get("id").asText());
                positions.add(Integer.toString(at));
                songs.putIfAbsent(track.get("id").asText(), track.path("name").asText(null));
                putFirst(albums, track.path("album"));
                track.path("artists").forEach(artist -> putFirst(artists, artist));
                track.path("album").path("artists").forEach(artist -> putFirst(artists, artist));
                for (int place = 0; place < track.path("artists").size(); place++) {
                    songArtists.add(track.get("id").asText() + " " + place + " "
                            + track.path("artists").get(place).path("id").asText());
                }
            }
        }
        assertThat(snapshot.rejections()).as("%s", file).isEmpty();
        assertThat(snapshot.seen()).as("%s", file).isEqualTo(entryList.size());
        assertThat(snapshot.skipped())
                .as("%s", file)
                .isEqualTo(Map.of(
                        SkipReason.NULL_ITEM, nulls,
                        SkipReason.LOCAL_FILE, locals,
                        SkipReason.EPISODE, episodes,
                        SkipReason.NO_ID, idless,
                        SkipReason.NOT_TRACK, 0L));
        assertThat(snapshot.repaired()).as("%s", file).isEmpty();
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "song_id"))
                .as("%s", file)
                .isEqualTo(songIds);
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "position"))
                .as("%s", file)
                .isEqualTo(positions);
        assertThat(pairs(snapshot, Table.SONGS)).as("%s", file).isEqualTo(songs);
        assertThat(pairs(snapshot, Table.ALBUM)).as("%s", file).isEqualTo(albums);
        assertThat(pairs(snapshot, Table.ARTISTS)).as("%s", file).isEqualTo(artists);
        assertThat(rows(snapshot, Table.SONG_ARTISTS))
                .as("%s", file)
                .extracting(row -> String.join(" ", row.subList(0, 3)))
                .containsExactlyElementsOf(songArtists);
        assertThat(rows(snapshot, Table.PLAYLIST)).as("%s", file).hasSize(1);
    }

    private static void putFirst(Map<String, String> names, JsonNode named) {
        if (!named.path("id").asText("").isEmpty()) {
            names.putIfAbsent(named.get("id").asText(), named.path("name").asText(null));
        }
    }

    /** Returns id → name, the first two columns. */
    private static Map<String, String> pairs(Snapshot snapshot, Table table) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (List<String> row : rows(snapshot, table)) {
            assertThat(pairs.put(row.get(0), row.get(1))).isNull();
        }
        return pairs;
    }

    @Test
    void playlistsAreRecognizedByWhatTheSamplesSay() throws IOException {
        Snapshot page = read(samples.resolve("raw/top50-page.json"));
        assertThat(rows(page, Table.PLAYLIST).get(0).subList(0, 6))
                .containsExactly("37i9dQZEVXbNG2KDcFcKOF", null, null, null, "50", null);
        Snapshot wrapped = read(samples.resolve("raw/top50-global-2024a.json"));
        assertThat(rows(wrapped, Table.PLAYLIST).get(0).subList(0, 3))
                .containsExactly("37i9dQZEVXbMDoHDwVN2tF", "Top 50 - Global", "spotify");
        Snapshot bare = read(samples.resolve("raw/year-dates-35.json"));
        assertThat(column(bare, Table.ALBUM, "release_date_precision")).contains("year", "day");
        Snapshot both = read(samples.resolve("fixtures/py-playlist-items-both-keys.json"));
        assertThat(column(both, Table.PLAYLIST, "playlist_id")).containsExactly("1Cp6VQCKf2VL4sP09jN9oX");
    }

    @Test
    void albumsAndArtistsAgreeWithWhatAnotherProgramMadeOfTheSameAnswer() throws IOException {
        Path pair = samples.resolve("pairs/vinay-sapare");
        Snapshot snapshot = read(pair.resolve("spotify_raw.json"));
        List<List<String>> albums = new ArrayList<>();
        for (CSVRecord album : csv(pair.resolve("album_data.csv"))) {
            albums.add(Stream.of("ID", "Name", "Release_date", "Total_tracks", "URL")
                    .map(album::get)
                    .toList());
        }
        assertThat(albums).hasSize(46);
        assertThat(rows(snapshot, Table.ALBUM))
                .extracting(row -> List.of(row.get(0), row.get(1), row.get(2), row.get(4), row.get(5)))
                .containsExactlyElementsOf(albums);

        Map<String, String> theirs = new LinkedHashMap<>();
        csv(pair.resolve("artist_data.csv")).forEach(artist -> theirs.put(artist.get("Id"), artist.get("Name")));
        assertThat(theirs).hasSize(77);
        Map<String, String> ours = pairs(snapshot, Table.ARTISTS);
        assertThat(ours).containsAllEntriesOf(theirs).hasSize(77 + 7);
        ours.keySet().removeAll(theirs.keySet());
        assertThat(ours.keySet())
                .isSubsetOf(albumArtists(pair.resolve("spotify_raw.json")))
                .doesNotContainAnyElementsOf(column(snapshot, Table.SONG_ARTISTS, "artist_id"));

        List<List<String>> songs = new ArrayList<>();
        for (CSVRecord song : csv(pair.resolve("song_data.csv"))) {
            songs.add(List.of(
                    song.get("Id"),
                    song.get("Name"),
                    song.get("Duration"),
                    song.get("Popularity"),
                    song.get("Add_date").replace("+00:00", ".000"),
                    song.get("Album_id")));
        }
        assertThat(rows(snapshot, Table.SONGS))
                .extracting(row -> List.of(row.get(0), row.get(1), row.get(2), row.get(4), row.get(7), row.get(8)))
                .containsExactlyElementsOf(songs);
    }

    private static Set<String> albumArtists(Path file) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        new ObjectMapper().readTree(file.toFile()).findValues("album").forEach(album -> album.get("artists")
                .forEach(artist -> ids.add(artist.get("id").asText())));
        return ids;
    }

    private static List<CSVRecord> csv(Path file) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return StreamSupport.stream(format.parse(reader).spliterator(), false)
                    .toList();
        }
    }
}
