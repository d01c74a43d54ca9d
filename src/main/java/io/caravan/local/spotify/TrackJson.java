package io.caravan.local.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.local.spotify.Truth.Album;
import io.caravan.local.spotify.Truth.Artist;
import io.caravan.local.spotify.Truth.Entry;
import io.caravan.local.spotify.Truth.Track;
import java.net.URLEncoder;
import java.util.List;
import java.util.StringTokenizer;

/** Tracks, local files and episodes as Spotify answers them. */
final class TrackJson {
    /** Where Spotify sells; a track repeats the list, and its album too. */
    private static final String COUNTRIES = """
            AD AE AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CG CH
            CI CL CM CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ES ET FI FJ FM FR GA GB GD GE GH GM GN
            GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IS IT JM JO JP KE KG KH KI KM KN KR KW KZ LA LB
            LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MN MO MR MT MU MV MW MX MY MZ NA NE NG NI
            NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RW SA SB SC SE SG SI SK SL SM SN SR
            ST SV SZ TD TG TH TJ TL TN TO TR TT TV TW TZ UA UG US UY UZ VC VE VN VU WS XK ZA ZM ZW""";

    private static final ArrayNode NO_MARKETS = JsonNodeFactory.instance.arrayNode();
    private static final ArrayNode MARKETS = markets();

    private TrackJson() {}

    /** Returns null for an entry without a track. */
    static ObjectNode of(Entry entry) {
        return switch (entry.kind()) {
            case NULL_ITEM -> null;
            case EPISODE -> episode(entry.track());
            case LOCAL_FILE -> localFile(entry.track());
            case TRACK, NO_ID -> track(entry.track());
        };
    }

    static ObjectNode track(Track track) {
        ArrayNode markets = track.popularity() == 0 ? NO_MARKETS : MARKETS;
        ObjectNode json = playable("track", track);
        json.set("album", album(track.album(), markets));
        json.set("artists", artists(track.artists()));
        json.set("available_markets", markets);
        json.put("disc_number", 1);
        json.put(
                "track_number",
                1 + Math.floorMod(track.name().hashCode(), track.album().totalTracks()));
        ObjectNode externalIds = json.putObject("external_ids");
        if (track.isrc() != null) {
            externalIds.put("isrc", track.isrc());
        }
        json.put("is_local", false);
        json.put("popularity", track.popularity());
        return json.putNull("preview_url");
    }

    /** Returns an album that is sold everywhere. */
    static ObjectNode album(Album album) {
        return album(album, MARKETS);
    }

    private static ObjectNode album(Album album, ArrayNode markets) {
        ObjectNode json = SpotifyJson.identity("album", album.id());
        boolean compilation = album.artists().get(0).name().equals("Various Artists");
        json.put("album_type", compilation ? "compilation" : album.totalTracks() < 3 ? "single" : "album");
        json.set("artists", artists(album.artists()));
        json.set("available_markets", markets);
        json.set("images", images(album.id(), "ab67616d0000b273", "ab67616d00001e02", "ab67616d00004851"));
        json.put("name", album.name());
        json.put("release_date", album.releaseDate());
        json.put("release_date_precision", album.releaseDatePrecision());
        return json.put("total_tracks", album.totalTracks());
    }

    private static ObjectNode localFile(Track track) {
        ObjectNode album = SpotifyJson.identity("album", null);
        album.putNull("album_type");
        album.putArray("artists");
        album.putArray("available_markets");
        album.putArray("images");
        album.put("name", track.album().name());
        album.putNull("release_date").putNull("release_date_precision");

        ObjectNode json = SpotifyJson.identity("track", null);
        json.set("album", album);
        json.set("artists", artists(track.artists()));
        json.putArray("available_markets");
        json.put("disc_number", 0).put("duration_ms", track.durationMs()).put("explicit", false);
        json.putObject("external_ids");
        json.put("is_local", true).put("name", track.name()).put("popularity", 0);
        json.putNull("preview_url").put("track_number", 0);
        return json.put(
                "uri",
                String.join(
                        ":",
                        "spotify:local",
                        encoded(track.artists().get(0).name()),
                        encoded(track.album().name()),
                        encoded(track.name()),
                        String.valueOf(track.durationMs() / 1000)));
    }

    private static ObjectNode episode(Track episode) {
        ObjectNode json = playable("episode", episode);
        json.putNull("audio_preview_url").put("description", "What happened, and why.");
        json.put("html_description", "<p>What happened, and why.</p>");
        json.set("images", images(episode.id(), "ab6765630000ba8a", "ab67656300005f1f", "ab6765630000f68d"));
        json.put("is_externally_hosted", false).put("is_playable", true).put("language", "en");
        json.putArray("languages").add("en");
        json.put("release_date", "2026-01-07").put("release_date_precision", "day");
        ObjectNode show = SpotifyJson.identity("show", "2VRS1IJCTn2Nlkg33ZVfkM");
        show.put("media_type", "audio").put("name", "A Show").put("publisher", "A Publisher");
        json.set("show", show.put("total_episodes", 500));
        return json;
    }

    /** The two booleans say what the object is; one of them has the name under which the object itself stands in a row. */
    private static ObjectNode playable(String type, Track track) {
        return SpotifyJson.identity(type, track.id())
                .put("name", track.name())
                .put("duration_ms", track.durationMs())
                .put("explicit", track.explicit())
                .put("episode", type.equals("episode"))
                .put("track", type.equals("track"));
    }

    private static ArrayNode artists(List<Artist> artists) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        artists.forEach(
                artist -> json.add(SpotifyJson.identity("artist", artist.id()).put("name", artist.name())));
        return json;
    }

    private static ArrayNode images(String id, String large, String medium, String small) {
        ArrayNode images = JsonNodeFactory.instance.arrayNode();
        addImage(images, 640, large + SpotifyJson.hex(id));
        addImage(images, 300, medium + SpotifyJson.hex(id));
        addImage(images, 64, small + SpotifyJson.hex(id));
        return images;
    }

    private static void addImage(ArrayNode images, int side, String image) {
        images.addObject()
                .put("height", side)
                .put("url", "https://i.scdn.co/image/" + image)
                .put("width", side);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static ArrayNode markets() {
        ArrayNode markets = JsonNodeFactory.instance.arrayNode();
        new StringTokenizer(COUNTRIES).asIterator().forEachRemaining(country -> markets.add((String) country));
        return markets;
    }
}
