package io.caravan.local.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.local.spotify.Truth.Entry;
import io.caravan.local.spotify.Truth.Playlist;
import io.caravan.local.spotify.Truth.Shape;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.michaelthelin.spotify.SpotifyApi;
import se.michaelthelin.spotify.exceptions.detailed.ForbiddenException;
import se.michaelthelin.spotify.exceptions.detailed.NotFoundException;
import se.michaelthelin.spotify.exceptions.detailed.TooManyRequestsException;
import se.michaelthelin.spotify.model_objects.specification.Paging;
import se.michaelthelin.spotify.model_objects.specification.PlaylistTrack;

/** A client that others wrote for the real Spotify takes the simulator for it. */
class OtherClientTest {
    private final Catalogue catalogue = Catalogue.of(7, 10, 120, LocalDate.of(2026, 11, 20));
    private final Playlist playlist = catalogue.playlists().get(0);
    private SpotifySimulator simulator;
    private SpotifyApi api;

    @BeforeEach
    void start() throws Exception {
        simulator = SpotifySimulator.start(SimulatorConfig.of(catalogue));
        api = SpotifyApi.builder()
                .setScheme("http")
                .setHost("127.0.0.1")
                .setPort(URI.create(simulator.url()).getPort())
                .setAccessToken(new SpotifyClient(simulator).asApp().token())
                .build();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void itReadsAPlaylist() throws Exception {
        se.michaelthelin.spotify.model_objects.specification.Playlist read =
                api.getPlaylist(playlist.id()).build().execute();

        assertThat(read.getName()).isEqualTo(playlist.name());
        assertThat(read.getSnapshotId()).isEqualTo(playlist.snapshotId());
        assertThat(read.getOwner().getDisplayName()).isEqualTo(playlist.ownerName());
        assertThat(read.getTracks().getTotal()).isEqualTo(playlist.entries().size());
    }

    @Test
    void itReadsEveryEntryPageByPage() throws Exception {
        assertThat(playlist.shape()).isEqualTo(Shape.TRACK);
        List<PlaylistTrack> rows = new ArrayList<>();
        Paging<PlaylistTrack> page;
        do {
            page = api.getPlaylistsItems(playlist.id())
                    .limit(50)
                    .offset(rows.size())
                    .additionalTypes("track,episode")
                    .build()
                    .execute();
            rows.addAll(List.of(page.getItems()));
        } while (page.getNext() != null);

        assertThat(rows).hasSameSizeAs(playlist.entries());
        for (int i = 0; i < rows.size(); i++) {
            Entry entry = playlist.entries().get(i);
            assertThat(rows.get(i).getIsLocal()).isEqualTo(entry.kind() == Truth.Kind.LOCAL_FILE);
            if (entry.track() != null) {
                assertThat(rows.get(i).getTrack().getName())
                        .isEqualTo(entry.track().name());
                assertThat(rows.get(i).getTrack().getId())
                        .isEqualTo(entry.track().id());
            }
        }
    }

    @Test
    void itUnderstandsTheErrors() {
        assertThatThrownBy(
                        () -> api.getPlaylist("37i9dQZEVXbMDoHDwVN2tF").build().execute())
                .isInstanceOf(NotFoundException.class)
                .hasMessage("Resource not found");
        simulator.fault(".*", 1, Fault.status(403, "Forbidden"));
        assertThatThrownBy(() -> api.getPlaylist(playlist.id()).build().execute())
                .isInstanceOf(ForbiddenException.class);
        simulator.fault(".*", 1, Fault.rateLimited("7"));
        assertThatThrownBy(() -> api.getPlaylist(playlist.id()).build().execute())
                .isInstanceOfSatisfying(TooManyRequestsException.class, e -> assertThat(e.getRetryAfter())
                        .isEqualTo(7));
    }
}
