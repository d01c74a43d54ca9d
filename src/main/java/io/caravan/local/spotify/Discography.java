package io.caravan.local.spotify;

import io.caravan.local.spotify.Truth.Album;
import io.caravan.local.spotify.Truth.Artist;
import io.caravan.local.spotify.Truth.Track;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The tracks, albums and artists that all playlists share, each computed from its number. Of ten tracks, four albums of one
 * to four tracks are made; of three albums, one artist. Only popularity depends on the day.
 */
final class Discography {
    /** The one id under which Spotify files compilations. */
    private static final Artist VARIOUS_ARTISTS = new Artist("0LyfQWJT6nXafLPZqxe9Of", "Various Artists");

    private static final int[] ALBUM_OF_TEN = {0, 1, 1, 2, 2, 2, 3, 3, 3, 3};
    private static final int[] TOTAL_TRACKS = {1, 2, 9, 14};

    private final Dice dice;
    private final int artists;
    private final long day;

    Discography(Dice dice, int tracks, LocalDate day) {
        this.dice = dice;
        this.artists = tracks / 10 * 4 / 3 + 1;
        this.day = day.toEpochDay();
    }

    Track track(int t) {
        int albumNumber = t / 10 * 4 + ALBUM_OF_TEN[t % 10];
        return new Track(
                dice.id('t', t),
                trackName(t),
                60_000 + dice.below(400_000, 't', t, 'd'),
                dice.below(8, 't', t, 'e') == 0,
                t % 20 == 7 ? null : isrc(t),
                popularity(t),
                album(albumNumber),
                trackArtists(t, albumNumber));
    }

    private String trackName(int t) {
        if (t % 64 == 10) {
            return "";
        }
        return t % 6 == 3 ? Names.odd(t / 6) : Names.plain(dice.at('t', t, 'n'));
    }

    private String isrc(int t) {
        int year = dice.below(100, 't', t, 'y');
        return "QZCRV" + twoDigits(year) + (10_000 + t % 90_000);
    }

    /** Returns 0 for the few tracks that are for sale nowhere. */
    private int popularity(int t) {
        return t % 32 == 17 ? 0 : 5 + dice.below(90, 't', t, 'p') + dice.below(9, 't', t, 'p', day) - 4;
    }

    private List<Artist> trackArtists(int t, int album) {
        List<Integer> numbers = new ArrayList<>();
        numbers.add(isCompilation(album) ? dice.below(artists, 't', t, 'a') : artistOf(album));
        for (int i = 0; i < (t % 20 == 9 ? 3 : t % 4 == 1 ? 1 : 0); i++) {
            numbers.add(dice.below(artists, 't', t, 'f', i));
        }
        return numbers.stream().distinct().map(this::artist).toList();
    }

    Album album(int a) {
        String releaseDate = releaseDate(a);
        return new Album(
                dice.id('a', a),
                a % 32 == 16 ? "" : a % 9 == 4 ? Names.odd(a / 9) : Names.plain(dice.at('a', a, 'n')),
                releaseDate,
                precision(releaseDate),
                TOTAL_TRACKS[a % 4],
                List.of(isCompilation(a) ? VARIOUS_ARTISTS : artist(artistOf(a))));
    }

    private String releaseDate(int a) {
        if (a % 32 == 0) {
            return null;
        }
        if (a % 32 == 8) {
            return "0000";
        }
        String year = String.valueOf(1960 + dice.below(66, 'a', a, 'y'));
        if (a % 8 == 3) {
            return year;
        }
        String month = year + "-" + twoDigits(1 + dice.below(12, 'a', a, 'm'));
        return a % 16 == 5 ? month : month + "-" + twoDigits(1 + dice.below(28, 'a', a, 'd'));
    }

    private static String precision(String releaseDate) {
        if (releaseDate == null) {
            return null;
        }
        return releaseDate.length() == 4 ? "year" : releaseDate.length() == 7 ? "month" : "day";
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    private static boolean isCompilation(int album) {
        return album % 12 == 6;
    }

    static int artistOf(int album) {
        return album / 3;
    }

    Artist artist(int r) {
        return new Artist(dice.id('r', r), r % 5 == 2 ? Names.odd(r / 5) : Names.plain(dice.at('r', r, 'n')));
    }
}
