package io.caravan.local.spotify;

import io.caravan.local.spotify.Truth.Album;
import io.caravan.local.spotify.Truth.Artist;
import io.caravan.local.spotify.Truth.Entry;
import io.caravan.local.spotify.Truth.Kind;
import io.caravan.local.spotify.Truth.Playlist;
import io.caravan.local.spotify.Truth.Shape;
import io.caravan.local.spotify.Truth.Track;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;

/**
 * One playlist through time. Its entries are numbered without end and a version shows a window of them: each new
 * version drops the oldest, takes in new ones and puts a few elsewhere. Of three days in a row two bring a new version. Any
 * 64 entries in a row hold each odd kind once.
 */
final class PlaylistHistory {
    private static final long VERSIONS_PER_NAME = 20;
    private static final List<Shape> SHAPES = List.of(Shape.TRACK, Shape.ITEM, Shape.BOTH);

    private final Dice dice;
    private final int index;
    private final int size;
    private final int turnover;
    private final LongFunction<Track> tracks;

    PlaylistHistory(Dice dice, int index, int size, LongFunction<Track> tracks) {
        this.dice = dice;
        this.index = index;
        this.size = size;
        this.turnover = Math.max(3, size / 25);
        this.tracks = tracks;
    }

    Playlist on(LocalDate day, String id) {
        long version = version(day);
        Users.User owner = Users.owner(index);
        return new Playlist(
                id,
                name(version),
                owner.id(),
                owner.name(),
                index % 5 == 1,
                index % 4 != 2,
                snapshotId(version),
                SHAPES.get(index % 3),
                entries(version));
    }

    private long version(LocalDate day) {
        long shifted = day.toEpochDay() + index;
        return Math.floorDiv(shifted, 3L) * 2 + Math.min(Math.floorMod(shifted, 3L), 2);
    }

    private LocalDate firstDayOf(long version) {
        long shifted = Math.floorDiv(version, 2L) * 3 + (Math.floorMod(version, 2L) == 0 ? -1 : 1);
        return LocalDate.ofEpochDay(shifted - index);
    }

    private String name(long version) {
        long edition = Math.floorDiv(version + 5L * index, VERSIONS_PER_NAME);
        return Names.playlist(index) + (edition % 2 == 0 ? "" : " (new)");
    }

    private String snapshotId(long version) {
        ByteBuffer bytes = ByteBuffer.allocate(24).putLong(version);
        bytes.putLong(dice.at('p', index, 'v', version)).putLong(dice.at('p', index, 'w', version));
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private List<Entry> entries(long version) {
        List<Entry> entries = new ArrayList<>();
        for (long number = version * turnover; number < end(version); number++) {
            entries.add(entry(number));
        }
        for (int i = 0; i < 3 && !entries.isEmpty(); i++) {
            Collections.swap(
                    entries,
                    dice.below(entries.size(), 'p', index, version, i, 'x'),
                    dice.below(entries.size(), 'p', index, version, i, 'y'));
        }
        return List.copyOf(entries);
    }

    /** Returns the number after a version's last entry; an empty playlist stays empty, others differ in length by up to 2. */
    private long end(long version) {
        return version * turnover + (size == 0 ? 0 : size + Math.floorMod(version, 3L));
    }

    private Entry entry(long number) {
        Track track = tracks.apply(number);
        Instant addedAt = addedAt(number);
        String user = Users.adder(dice.below(100, 'p', index, number, 'u')).id();
        return switch ((int) Math.floorMod(number + 7L * index, 64L)) {
            case 0 -> new Entry(Kind.NULL_ITEM, addedAt, user, null);
            case 9 -> new Entry(Kind.LOCAL_FILE, addedAt, user, localFile(track));
            case 18 -> new Entry(Kind.EPISODE, addedAt, user, episode(number));
            case 27 -> new Entry(Kind.NO_ID, addedAt, user, withoutId(track));
            case 36 -> new Entry(Kind.TRACK, null, user, track);
            case 45 -> new Entry(Kind.TRACK, addedAt, "", track);
            case 54 -> new Entry(Kind.TRACK, addedAt, user, tracks.apply(number - 7));
            default -> new Entry(Kind.TRACK, addedAt, user, track);
        };
    }

    /** Returns a time of the day before the entry is first seen, so that no clock of that day finds it in the future. */
    private Instant addedAt(long number) {
        long version = Math.floorDiv(number - size - 2, turnover);
        while (end(version) <= number) {
            version++;
        }
        return firstDayOf(version)
                .minusDays(1)
                .atStartOfDay()
                .plusSeconds(dice.below(86_400, 'p', index, number, 's'))
                .toInstant(ZoneOffset.UTC);
    }

    private static Track localFile(Track track) {
        return new Track(
                null,
                track.name(),
                track.durationMs(),
                false,
                null,
                0,
                new Album(null, track.album().name(), null, null, null, List.of()),
                List.of(new Artist(null, track.artists().get(0).name())));
    }

    private Track episode(long number) {
        return new Track(
                dice.id('e', number),
                "Episode " + number % 500 + ": " + Names.plain(dice.at('e', number, 'n')),
                1_200_000 + dice.below(3_000_000, 'e', number, 'd'),
                false,
                null,
                null,
                null,
                List.of());
    }

    private static Track withoutId(Track track) {
        return new Track(
                null,
                track.name(),
                track.durationMs(),
                track.explicit(),
                track.isrc(),
                track.popularity(),
                track.album(),
                track.artists());
    }
}
