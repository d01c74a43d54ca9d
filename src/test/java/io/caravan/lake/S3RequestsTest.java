package io.caravan.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a snapshot costs of S3, which bills requests: each one more is a choice, and told in docs/performance.md. */
class S3RequestsTest {
    private static final int PLAYLISTS = 50;
    private static final Catalogue CATALOGUE = Catalogue.of(3, PLAYLISTS, 4, LocalDate.of(2026, 11, 21));

    @TempDir
    Path folder;

    /** Counts by the kind of request and the folder that it is about. */
    private static Map<String, Integer> sent() {
        return SentRequests.requests().stream()
                .map(request -> request.replaceFirst("/(year=.*|[^/]*\\.(json|csv))$", "/"))
                .collect(Collectors.toMap(request -> request, request -> 1, Integer::sum));
    }

    @Test
    void aSnapshotTakesFourteenRequestsFromItsRawObjectToTheWarehouse() {
        try (var app = TestApplication.startWithServer(folder, CATALOGUE, Map.of())) {
            SentRequests.clear();
            app.once();

            Map<String, Integer> sent = sent();
            var snapshot = new HashMap<String, Integer>();
            for (String table : List.of("album", "artist", "playlist", "playlist_items", "song_artists", "songs")) {
                snapshot.put("PutObject transformed_data/" + table + "_data/", PLAYLISTS);
            }
            snapshot.put("GetObject raw_data/to_processed/", PLAYLISTS);
            snapshot.put("CopyObject raw_data/processed/", PLAYLISTS);
            snapshot.put("DeleteObject raw_data/to_processed/", PLAYLISTS);
            snapshot.put("PutObject transformed_data/to_load/", PLAYLISTS);
            snapshot.put("GetObject transformed_data/to_load/", PLAYLISTS);
            snapshot.put("CopyObject transformed_data/loaded/", PLAYLISTS);
            snapshot.put("DeleteObject transformed_data/to_load/", PLAYLISTS);
            snapshot.put("PutObject state/transformed/", PLAYLISTS);
            assertThat(snapshot).hasSize(14);
            var read = Map.of(
                    "PutObject raw_data/to_processed/", PLAYLISTS,
                    "GetObject state/playlists/", PLAYLISTS,
                    "GetObject state/transformed/", PLAYLISTS,
                    "PutObject state/playlists/", PLAYLISTS);
            assertThat(sent).containsAllEntriesOf(snapshot).containsAllEntriesOf(read);
            var rest = new HashMap<>(sent);
            rest.keySet().removeAll(snapshot.keySet());
            rest.keySet().removeAll(read.keySet());
            assertThat(rest.keySet())
                    .as("what a run costs whatever it carries")
                    .containsExactlyInAnyOrder(
                            "GetObject state/",
                            "PutObject state/",
                            "DeleteObject state/",
                            "ListObjects raw_data/to_processed/",
                            "ListObjectsV2 raw_data/to_processed/",
                            "ListObjectsV2 transformed_data/to_load/");
        }
    }

    @Test
    void whereNothingChangedTheInboxesAreListedOnce() {
        try (var app = TestApplication.startWithServer(folder, CATALOGUE, Map.of())) {
            app.once();
            SentRequests.clear();
            int before = app.spotify.calls().size();
            app.once();

            assertThat(app.spotify.calls().size() - before)
                    .as("calls of Spotify, one a playlist")
                    .isEqualTo(PLAYLISTS);
            var sent = new HashMap<>(sent());
            assertThat(sent.remove("ListObjects raw_data/to_processed/"))
                    .as("a poll, where its turn comes before the run has seen for itself that the inbox is empty")
                    .isIn(null, 1);
            assertThat(sent)
                    .containsOnly(
                            Map.entry("GetObject state/playlists/", PLAYLISTS),
                            Map.entry("GetObject state/transformed/", PLAYLISTS),
                            // Two of them, one write and the deletion are the lease.
                            Map.entry("GetObject state/", 5),
                            Map.entry("PutObject state/", 3),
                            Map.entry("DeleteObject state/", 1),
                            Map.entry("ListObjectsV2 raw_data/to_processed/", 1),
                            Map.entry("ListObjectsV2 transformed_data/to_load/", 1));
        }
    }
}
