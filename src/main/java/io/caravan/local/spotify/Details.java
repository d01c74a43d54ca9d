package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.local.spotify.Truth.Album;
import io.caravan.local.spotify.Truth.Artist;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Spotify tells of an artist, an album or a song when it is asked for that alone. Followers grow by a little each day, popularity
 * goes up and down, a genre may come and go in two months; labels and audio features stay. Of one artist in 64, and of the sound of one
 * song in 32, there is nothing.
 */
final class Details {
    private static final List<String> GENRES = List.of(
            "art pop",
            "bossa nova",
            "desert blues",
            "drum and bass",
            "hip hop",
            "indie rock",
            "jazz",
            "k-pop",
            "metal",
            "neo soul",
            "r&b",
            "techno");
    private static final List<String> LABELS =
            List.of("Caravan Records", "Oasis, Ltd.", "Dune \"9\"", "Well & Sons", "Long Road Music");
    /** The day from which followers grow. */
    private static final long FIRST_DAY = 18_262;

    private static final int DAYS_OF_A_GENRE = 60;

    private final Dice dice;
    private final Discography discography;
    private final long day;
    private final Map<String, Integer> artists;
    private final Map<String, Integer> albums;
    private final Map<String, Integer> tracks;

    Details(Dice dice, Discography discography, int tracks, long day) {
        this.dice = dice;
        this.discography = discography;
        this.day = day;
        int albums = tracks / 10 * 4;
        this.artists = numbers('r', albums / 3 + 1);
        this.albums = numbers('a', albums);
        this.tracks = numbers('t', tracks);
    }

    private Map<String, Integer> numbers(char kind, int count) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (int number = 0; number < count; number++) {
            numbers.put(dice.id(kind, number), number);
        }
        return numbers;
    }

    Optional<ObjectNode> of(String kind, String id) {
        return switch (kind) {
            case "artists" ->
                Optional.ofNullable(artists.get(id)).filter(r -> r % 64 != 63).map(this::artist);
            case "albums" -> Optional.ofNullable(albums.get(id)).map(this::album);
            case "tracks" ->
                Optional.ofNullable(tracks.get(id)).map(discography::track).map(TrackJson::track);
            default ->
                Optional.ofNullable(tracks.get(id)).filter(t -> t % 32 != 31).map(this::audioFeatures);
        };
    }

    /** Returns the ids of all that {@link #of} tells of, in the order of their numbers. */
    List<String> ids(String kind) {
        return switch (kind) {
            case "artists" ->
                artists.keySet().stream().filter(id -> of(kind, id).isPresent()).toList();
            case "albums" -> List.copyOf(albums.keySet());
            default -> List.copyOf(tracks.keySet());
        };
    }

    private ObjectNode artist(int r) {
        Artist artist = discography.artist(r);
        ObjectNode json = SpotifyJson.identity("artist", artist.id());
        json.putObject("followers").putNull("href").put("total", followers(r));
        ArrayNode genres = json.putArray("genres");
        for (int i = 0; i < r % 4; i++) {
            genres.add(genre(r, i));
        }
        json.putArray("images");
        return json.put("name", artist.name()).put("popularity", popularity('r', r));
    }

    /** The first genre of an artist stays. */
    private String genre(int r, int i) {
        long time = i == 0 ? 0 : Math.floorDiv(day + 7L * r, DAYS_OF_A_GENRE);
        // Of a third of all each, so that no artist has one twice.
        int third = GENRES.size() / 3;
        return GENRES.get(i * third + dice.below(third, 'r', r, 'g', i, time));
    }

    private long followers(int r) {
        long first = 500L + dice.below(2_000_000, 'r', r, 'f');
        long aDay = dice.below(400, 'r', r, 'w') - 40L;
        return Math.max(0, first + aDay * (day - FIRST_DAY) + dice.below(30, 'r', r, 'f', day));
    }

    private int popularity(char kind, int number) {
        return 10 + dice.below(80, kind, number, 'p') + dice.below(9, kind, number, 'p', Math.floorDiv(day, 3)) - 4;
    }

    private ObjectNode album(int a) {
        Album album = discography.album(a);
        ObjectNode json = TrackJson.album(album);
        json.putArray("copyrights");
        json.putObject("external_ids").put("upc", "%012d".formatted(dice.below(1_000_000_000, 'a', a, 'u')));
        json.putArray("genres");
        return json.put("label", LABELS.get(Discography.artistOf(a) % LABELS.size()))
                .put("popularity", popularity('a', a));
    }

    private ObjectNode audioFeatures(int t) {
        ObjectNode json = SpotifyJson.identity("track", dice.id('t', t));
        json.remove("external_urls");
        json.put("track_href", json.remove("href").asText()).put("type", "audio_features");
        for (String share : List.of(
                "acousticness", "danceability", "energy", "instrumentalness", "liveness", "speechiness", "valence")) {
            json.put(share, dice.below(1_000, 't', t, 'f', share.hashCode()) / 1_000.0);
        }
        return json.put("duration_ms", discography.track(t).durationMs())
                .put("key", dice.below(13, 't', t, 'k') - 1)
                .put("loudness", -dice.below(30_000, 't', t, 'l') / 1_000.0)
                .put("mode", dice.below(2, 't', t, 'm'))
                .put("tempo", (60_000 + dice.below(120_000, 't', t, 'b')) / 1_000.0)
                .put("time_signature", 3 + dice.below(3, 't', t, 'i'));
    }
}
