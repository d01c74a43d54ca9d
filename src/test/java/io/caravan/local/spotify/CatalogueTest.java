package io.caravan.local.spotify;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.local.spotify.Truth.Album;
import io.caravan.local.spotify.Truth.Artist;
import io.caravan.local.spotify.Truth.Entry;
import io.caravan.local.spotify.Truth.Kind;
import io.caravan.local.spotify.Truth.Playlist;
import io.caravan.local.spotify.Truth.Shape;
import io.caravan.local.spotify.Truth.Track;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final String ID = "[0-9A-Za-z]{22}";

    @Test
    void theSameSeedSizeAndDayGiveTheSamePlaylistsInAnyOrderOfAsking() {
        Catalogue one = Catalogue.of(7, 10, 120, DAY);
        Catalogue other = Catalogue.of(7, 10, 120, DAY.plusDays(9)).on(DAY);
        other.find(other.ids().get(5));

        assertThat(other.playlists()).isEqualTo(one.playlists());
        assertThat(Catalogue.of(8, 10, 120, DAY).ids()).doesNotContainAnyElementsOf(one.ids());
    }

    @Test
    void idsAre22Base62CharactersAndSnapshotIdsChangeWithTheList() {
        List<Playlist> playlists = Catalogue.of(7, 10, 120, DAY).playlists();

        assertThat(playlists).extracting(Playlist::id).doesNotHaveDuplicates().allMatch(id -> id.matches(ID));
        assertThat(playlists).extracting(Playlist::snapshotId).doesNotHaveDuplicates();
        assertThat(tracks(playlists))
                .filteredOn(track -> track.id() != null)
                .allMatch(track -> track.id().matches(ID))
                .filteredOn(track -> track.album() != null)
                .allMatch(track -> track.album().id().matches(ID))
                .allMatch(track ->
                        track.artists().stream().allMatch(artist -> artist.id().matches(ID)));
    }

    @Test
    void fromDayToDayAboutAThirdOfThePlaylistsKeepListAndSnapshotIdWhilePopularityMoves() {
        Catalogue catalogue = Catalogue.of(7, 10, 120, DAY);
        for (int i = 0; i < 30; i++) {
            List<Playlist> before = catalogue.on(DAY.plusDays(i)).playlists();
            List<Playlist> after = catalogue.on(DAY.plusDays(i + 1)).playlists();
            int unchanged = 0;
            for (int p = 0; p < 9; p++) {
                boolean sameSnapshot =
                        before.get(p).snapshotId().equals(after.get(p).snapshotId());
                assertThat(list(before.get(p)).equals(list(after.get(p)))).isEqualTo(sameSnapshot);
                assertThat(sameSnapshot)
                        .as("renamed only with a new snapshot_id")
                        .isIn(before.get(p).name().equals(after.get(p).name()), false);
                unchanged += sameSnapshot ? 1 : 0;
            }
            assertThat(unchanged).isEqualTo(3);
            assertThat(movedPopularity(before, after)).isBetween(0.7, 1.0);
        }
    }

    @Test
    void aChangeAddsRemovesAndReorders() {
        Catalogue catalogue = Catalogue.of(7, 10, 120, DAY);
        Playlist before = catalogue.playlists().get(0);
        Playlist after = Stream.of(1, 2)
                .map(days -> catalogue.on(DAY.plusDays(days)).playlists().get(0))
                .filter(playlist -> !playlist.snapshotId().equals(before.snapshotId()))
                .findFirst()
                .orElseThrow();
        List<String> old = trackIds(before);
        List<String> now = trackIds(after);

        assertThat(old).isNotEqualTo(now);
        assertThat(now).anyMatch(id -> !old.contains(id));
        assertThat(old).anyMatch(id -> !now.contains(id));
        assertThat(now.stream().filter(old::contains).toList())
                .isNotEqualTo(old.stream().filter(now::contains).toList());
        assertThat(now.stream().filter(old::contains).count()).isGreaterThan(old.size() * 9L / 10);
    }

    @Test
    void playlistsAreSeldomRenamed() {
        Catalogue catalogue = Catalogue.of(7, 10, 120, DAY);
        for (String id : catalogue.ids()) {
            List<String> names = IntStream.range(0, 60)
                    .mapToObj(days ->
                            playlist(catalogue.on(DAY.plusDays(days)), id).name())
                    .toList();
            long renamed = IntStream.range(1, 60)
                    .filter(i -> !names.get(i).equals(names.get(i - 1)))
                    .count();
            assertThat(renamed).isBetween(1L, 2L);
        }
    }

    @Test
    void entriesWereAddedBeforeTheDayOnWhichTheyAreSeenAndKeepThatTime() {
        Catalogue catalogue = Catalogue.of(7, 10, 120, DAY);
        Map<String, Entry> seen = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            LocalDate day = DAY.plusDays(i);
            Playlist playlist = catalogue.on(day).playlists().get(0);
            for (Entry entry : playlist.entries()) {
                if (entry.addedAt() != null && entry.kind() == Kind.TRACK) {
                    assertThat(entry.addedAt())
                            .isBefore(day.atStartOfDay().toInstant(ZoneOffset.UTC))
                            .isAfter(day.minusDays(120).atStartOfDay().toInstant(ZoneOffset.UTC));
                    Entry earlier = seen.putIfAbsent(entry.track().id() + entry.addedAt(), entry);
                    assertThat(earlier == null
                                    || earlier.track()
                                            .name()
                                            .equals(entry.track().name()))
                            .isTrue();
                }
            }
        }
        assertThat(seen).hasSizeBetween(130, 200);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 2026, -5})
    void theDefaultSizeHoldsEveryOddEntry(long seed) {
        List<Playlist> playlists = Catalogue.of(seed, 10, 120, DAY).playlists();
        List<Entry> entries =
                playlists.stream().flatMap(p -> p.entries().stream()).toList();
        List<Track> tracks = tracks(playlists);
        List<Album> albums =
                tracks.stream().map(Track::album).filter(Objects::nonNull).toList();

        assertThat(entries).hasSizeBetween(700, 1_700);
        for (Kind kind : Kind.values()) {
            assertThat(entries).anyMatch(entry -> entry.kind() == kind);
        }
        assertThat(entries.stream().filter(entry -> entry.kind() == Kind.TRACK).count())
                .isGreaterThan(entries.size() * 9L / 10);
        assertThat(entries).anyMatch(entry -> entry.addedAt() == null).anyMatch(entry -> entry.addedBy()
                .isEmpty());
        assertThat(playlists).anyMatch(playlist -> playlist.entries().isEmpty());
        assertThat(playlists).anyMatch(playlist -> playlist.entries().size() > 100);
        assertThat(playlists).anyMatch(Playlist::collaborative).anyMatch(playlist -> playlist.ownerName() == null);
        assertThat(playlists).extracting(Playlist::shape).contains(Shape.values());
        assertThat(playlists).anyMatch(playlist -> hasRepeatedTrack(playlist));
        assertThat(albums).extracting(Album::releaseDatePrecision).contains(null, "year", "month", "day");
        assertThat(albums).extracting(Album::releaseDate).contains(null, "0000");
        assertThat(albums).anyMatch(album -> album.name().isEmpty() && album.id() != null);
        assertThat(tracks)
                .anyMatch(track -> track.artists().size() > 2)
                .anyMatch(track -> track.isrc() == null && track.id() != null && track.album() != null)
                .anyMatch(track -> track.album() != null
                        && track.album().artists().stream()
                                .anyMatch(artist -> artist.name().equals("Various Artists")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 2026, -5})
    void namesThatBreakCarelessProgramsAreAmongThem(long seed) {
        List<Track> tracks = tracks(Catalogue.of(seed, 10, 120, DAY).playlists());

        assertThat(tracks)
                .extracting(Track::name)
                .contains("", "NULL", "\\N", "=1+1", "AC\\DC", "a,\"b", "  both sides  ", "Party 🎉🕺🏽", "부산에 가면")
                .contains("Line one\nLine two", "Carriage\rReturn", "Tab\tStop");
        assertThat(tracks.stream().flatMap(track -> track.artists().stream()).map(Artist::name))
                .anyMatch(name -> name.contains("\""));
        assertThat(tracks.stream().map(Track::album).filter(Objects::nonNull).map(Album::name))
                .anyMatch(name -> name.contains("\""));
    }

    @Test
    void playlistsShareTracksAlbumsAndArtists() {
        List<Track> tracks = tracks(Catalogue.of(7, 10, 120, DAY).playlists());

        assertThat(distinct(tracks.stream().map(Track::id))).isLessThan(tracks.size() * 7L / 10);
        assertThat(distinct(tracks.stream()
                        .map(Track::album)
                        .filter(Objects::nonNull)
                        .map(Album::id)))
                .isLessThan(tracks.size() / 3L);
        assertThat(distinct(tracks.stream()
                        .flatMap(track -> track.artists().stream())
                        .map(Artist::id)))
                .isLessThan(tracks.size() / 6L);
    }

    @Test
    void whatHasOneIdIsTheSameEverywhere() {
        Map<String, Object> byId = new HashMap<>();
        for (Track track : tracks(Catalogue.of(7, 10, 120, DAY).playlists())) {
            if (track.id() != null && track.album() != null) {
                assertThat(byId.getOrDefault(track.id(), track)).isEqualTo(track);
                assertThat(byId.getOrDefault(track.album().id(), track.album())).isEqualTo(track.album());
                byId.put(track.id(), track);
                byId.put(track.album().id(), track.album());
            }
        }
    }

    /** In a second or so; work that grows faster than the entries would take hours. */
    @Test
    @Timeout(300)
    void aHundredThousandEntriesAreMadeInAboutASecond() {
        Catalogue catalogue = Catalogue.of(7, 2, 100_000, DAY);

        assertThat(catalogue.playlists().get(0).entries()).hasSizeBetween(100_000, 100_002);
    }

    private static Playlist playlist(Catalogue catalogue, String id) {
        return (Playlist) catalogue.find(id).orElseThrow().truth();
    }

    private static List<Track> tracks(Collection<Playlist> playlists) {
        return playlists.stream()
                .flatMap(playlist -> playlist.entries().stream())
                .map(Entry::track)
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<String> trackIds(Playlist playlist) {
        return tracks(List.of(playlist)).stream()
                .map(Track::id)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns the list without what moves daily. */
    private static List<String> list(Playlist playlist) {
        return playlist.entries().stream()
                .map(entry -> entry.addedAt()
                        + entry.addedBy()
                        + (entry.track() == null
                                ? ""
                                : entry.track().name() + entry.track().id()))
                .toList();
    }

    private static double movedPopularity(List<Playlist> before, List<Playlist> after) {
        Map<String, Integer> old = new HashMap<>();
        tracks(before).stream()
                .filter(CatalogueTest::isForSale)
                .forEach(track -> old.put(track.id(), track.popularity()));
        List<Track> both = tracks(after).stream()
                .filter(track -> isForSale(track) && old.containsKey(track.id()))
                .toList();
        return (double) both.stream()
                        .filter(track -> !track.popularity().equals(old.get(track.id())))
                        .count()
                / both.size();
    }

    private static boolean isForSale(Track track) {
        return track.id() != null && track.popularity() != null && track.popularity() > 0;
    }

    private static boolean hasRepeatedTrack(Playlist playlist) {
        List<String> ids = trackIds(playlist);
        return distinct(ids.stream()) < ids.size();
    }

    private static long distinct(Stream<String> values) {
        return values.distinct().count();
    }
}
