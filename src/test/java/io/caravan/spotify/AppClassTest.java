package io.caravan.spotify;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.FailureWords;
import io.caravan.TestApplication;
import io.caravan.failure.Outcome;
import io.caravan.local.spotify.AppClass;
import io.caravan.local.spotify.Call;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Fault;
import io.caravan.local.spotify.Truth;
import io.caravan.run.Failure;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an app of each class reads, and how the application finds out which it is. */
@Timeout(300)
class AppClassTest {
    private static final LocalDate DAY = Extraction.DAY;
    private static final String EDITORIAL = "37i9dQZEVXbMDoHDwVN2tF";

    @TempDir
    Path folder;

    @Test
    void inClassCAListOf1234ArrivesWholeAndAFollowedAndAnEditorialListEndWithTheirOwnMessages() {
        // The first has as many entries as asked for; the fourth belongs to somebody else; the last is empty.
        Catalogue five = Catalogue.of(3, 5, 1234, DAY);
        String big = five.ids().get(0);
        try (var app = TestApplication.start(
                folder,
                five,
                simulator -> simulator.with(AppClass.C),
                Map.of("spotify.playlists", String.join(",", five.ids()) + "," + EDITORIAL))) {
            app.bean("userToken", UserToken.class).keep(app.spotify.signIn(), app.clock.instant());
            String followed = five.ids().get(3);

            RunSummary run = app.once();

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.failures()).hasSize(2);
            assertThat(FailureWords.of(run.failures(), followed)).contains("owns or collaborates on", "403");
            assertThat(FailureWords.of(run.failures(), EDITORIAL)).contains("editorial", "2024-11-27", "404");
            assertThat(run.playlistsRead()).isEqualTo(4);
            assertThat(run.snapshotsLoaded()).isEqualTo(4);
            long entries = app.spotify.truth().values().stream()
                    .filter(truth -> !truth.id().equals(followed))
                    .mapToLong(truth -> ((Truth.Playlist) truth).entries().size())
                    .sum();
            assertThat(((Truth.Playlist) app.spotify.truth().get(big)).entries())
                    .hasSizeBetween(1234, 1236);
            assertThat(run.seen()).isEqualTo(entries);
            assertThat(state(app)).contains("\"app_class\":\"C\"", "\"path\":\"items\"");
            assertThat(app.spotify.apiCalls())
                    .noneMatch(call ->
                            call.path().endsWith("/tracks") && !call.path().contains(followed));
        }
    }

    @Test
    void withoutAUserAnAppOfClassCAsksForOne() {
        try (var app = start(AppClass.C, Map.of())) {
            RunSummary run = app.once();

            assertThat(run.outcome()).isEqualTo(Outcome.SIGN_IN);
            assertThat(run.failures())
                    .allSatisfy(failure -> assertThat(failure.message()).contains("java -jar caravan.jar login"));
            assertThat(app.spotify.calls().stream().filter(call -> call.path().equals("/api/token")))
                    .as("the token is good, so it is not renewed")
                    .hasSize(1);
        }
    }

    @Test
    void anOlderAppIsKnownByWhatItIsShownAndTellsItInTheRawObject() {
        try (var app = start(AppClass.B, Map.of())) {
            app.request("direct:extract-playlists");
            app.clock.advance(Duration.ofDays(1));
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);

            assertThat(state(app)).contains("\"app_class\":\"AB\"", "\"path\":\"items\"");
            assertThat(app.spotify.apiCalls()).noneMatch(call -> call.path().endsWith("/tracks"));
            assertThat(archive()).contains("\"app_class\":\"AB\"");
        }
        try (var app = start(AppClass.B, Map.of("spotify.app-class", "A"))) {
            app.clock.advance(Duration.ofDays(2));
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
            assertThat(archive()).contains("\"app_class\":\"A\"");
        }
    }

    @Test
    void whereOnlyTheOldPathWorksItIsFoundOnceAndRemembered() {
        try (var app = start(AppClass.A, Map.of("spotify.concurrency", "1"))) {
            app.spotify.fault("/v1/playlists/[^/]+/items", 99, Fault.status(404, "Service not found"));

            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);

            assertThat(paths(app, "/items")).hasSize(1);
            assertThat(paths(app, "/tracks")).isNotEmpty();
            assertThat(state(app)).contains("\"path\":\"tracks\"");
        }
        try (var app = start(AppClass.A, Map.of("spotify.reread-after", "0s"))) {
            app.clock.advance(Duration.ofDays(1));
            app.spotify.fault("/v1/playlists/[^/]+/items", 99, Fault.status(404, "Service not found"));
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
            assertThat(paths(app, "/items")).as("remembered after a restart").isEmpty();
        }
    }

    @Test
    void aListThatIsRefusedOnBothPathsDoesNotCloseTheOldOneWhereOnlyThatWorks() {
        List<String> ids = Extraction.CATALOGUE.ids();
        // The last has no entries, so that nothing tells of the app's class.
        try (var app = start(AppClass.A, Map.of("spotify.concurrency", "1", "spotify.playlists", ids.get(3)))) {
            app.spotify.fault("/v1/playlists/[^/]+/items", 99, Fault.status(404, "Service not found"));
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
            assertThat(state(app)).contains("\"path\":\"tracks\"", "\"app_class\":null");
        }
        try (var app = start(
                AppClass.A, Map.of("spotify.concurrency", "1", "spotify.playlists", ids.get(0) + "," + ids.get(1)))) {
            app.spotify.fault("/v1/playlists/[^/]+/items", 99, Fault.status(404, "Service not found"));
            app.spotify.fault("/v1/playlists/" + ids.get(0) + "/tracks", 99, Fault.status(404, "Not found."));

            RunSummary run = app.once();

            assertThat(run.failures())
                    .singleElement()
                    .extracting(Failure::object)
                    .isEqualTo(ids.get(0));
            assertThat(run.playlistsRead()).isEqualTo(1);
        }
    }

    @Test
    void aRefusalOfTheAppItselfIsNotTakenForAClosedPath() {
        try (var app = start(AppClass.A, Map.of("spotify.playlists", Extraction.FIRST))) {
            app.spotify.fault(
                    "/v1/playlists/[^/]+/items",
                    99,
                    Fault.status(403, "Active premium subscription required for the owner of the app."));

            RunSummary run = app.once();

            assertThat(FailureWords.of(run.failures(), Extraction.FIRST))
                    .contains("needs an active Premium subscription");
            assertThat(paths(app, "/tracks")).isEmpty();
            assertThat(app.lake().read("state/app-class.json")).isNull();
        }
    }

    @Test
    void meStandsForAllThatTheUserOwnsOrCollaboratesOn() {
        try (var app = start(AppClass.C, Map.of("spotify.playlists", "me"))) {
            assertThat(app.once().outcome()).as("nobody is signed in").isEqualTo(Outcome.SIGN_IN);
            assertThat(app.spotify.apiCalls()).isEmpty();

            app.bean("userToken", UserToken.class).keep(app.spotify.signIn(), app.clock.instant());
            app.clock.advance(Duration.ofHours(1));
            RunSummary run = app.once();

            assertThat(run.outcome()).isEqualTo(Outcome.OK);
            List<String> mine = app.spotify.truth().values().stream()
                    .map(Truth.Playlist.class::cast)
                    .filter(playlist ->
                            playlist.collaborative() || playlist.ownerId().equals("caravan"))
                    .map(Truth.Playlist::id)
                    .toList();
            assertThat(mine).hasSizeBetween(1, Extraction.CATALOGUE.ids().size() - 1);
            assertThat(run.playlistsRead()).isEqualTo(mine.size());
            assertThat(app.spotify.apiCalls())
                    .extracting(Call::path)
                    .filteredOn(path -> path.startsWith("/v1/me"))
                    .containsExactly("/v1/me", "/v1/me/playlists");
        }
    }

    private TestApplication start(AppClass appClass, Map<String, String> properties) {
        return TestApplication.start(folder, Extraction.CATALOGUE, simulator -> simulator.with(appClass), properties);
    }

    private static List<Call> paths(TestApplication app, String ending) {
        return app.spotify.apiCalls().stream()
                .filter(call -> call.path().endsWith(ending))
                .toList();
    }

    private static String state(TestApplication app) {
        return new String(app.lake().read("state/app-class.json"), StandardCharsets.UTF_8);
    }

    /** Returns the headers of all archived raw objects. */
    private String archive() {
        var headers = new StringBuilder();
        try (var files = Files.walk(folder.resolve("s3/lake/raw_data/processed"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                headers.append(Files.readAllLines(file).get(0)).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return headers.toString();
    }
}
