package io.caravan.doctor;

import io.caravan.doctor.Finding.Status;
import io.caravan.failure.Outcome;
import io.caravan.failure.ParkedException;
import io.caravan.settings.Settings;
import io.caravan.spotify.AppClass;
import io.caravan.spotify.Pause;
import io.caravan.spotify.PlaylistAccess;
import io.caravan.spotify.PlaylistIds;
import io.caravan.spotify.RateLimit;
import io.caravan.spotify.SpotifyCheckup;
import io.caravan.spotify.SpotifyHttp;
import io.caravan.spotify.SpotifySignIn;
import io.caravan.text.Counted;
import io.caravan.wiring.DeclaredBeans;
import java.util.List;

/** Whether Spotify lets the app in, what it gives of each playlist, and what a run costs in calls. */
record SpotifyCheck(Settings settings, DeclaredBeans beans, Pause pause) implements Check {
    @Override
    public String name() {
        return "sign-in";
    }

    @Override
    public boolean needsLake() {
        return true;
    }

    @Override
    public void look(List<Finding> findings) throws Exception {
        RateLimit rateLimit = beans.bean("rateLimit", RateLimit.class);
        rateLimit.setPause(pause);
        try {
            rateLimit.begin();
        } catch (ParkedException e) {
            findings.add(Finding.failed("budget", e));
            return;
        }
        try {
            ask(rateLimit, findings);
        } finally {
            rateLimit.end();
        }
    }

    private void ask(RateLimit rateLimit, List<Finding> findings) throws Exception {
        SpotifySignIn signIn = beans.bean("spotifySignIn", SpotifySignIn.class);
        AppClass appClass = beans.bean("appClass", AppClass.class);
        PlaylistIds ids = beans.bean("playlistIds", PlaylistIds.class);
        signIn.check();
        try (var checkup = new SpotifyCheckup(
                beans.bean("spotifyHttp", SpotifyHttp.class),
                signIn,
                rateLimit,
                ids,
                appClass,
                settings.get("spotify.api-url"),
                Integer.parseInt(settings.get("spotify.page-size")))) {
            String user = checkup.userId();
            findings.add(Finding.ok(name(), user.isEmpty() ? "The app is signed in, no user" : "Signed in as " + user));
            int calls = playlists(checkup, ids.isLibrary() ? checkup.libraryIds() : ids.ids(), user, findings);
            findings.add(appClass(appClass.name()));
            findings.add(budget(calls, rateLimit.callsLeft()));
        }
    }

    private static int playlists(SpotifyCheckup checkup, List<String> ids, String user, List<Finding> findings) {
        int calls = 0;
        for (String id : ids) {
            PlaylistAccess access = checkup.examine(id, user);
            findings.add(
                    access.isGood()
                            ? new Finding(
                                    "playlist",
                                    Status.ok,
                                    "%s \"%s\": %s, %s, %s when it changed, else 1"
                                            .formatted(
                                                    id,
                                                    access.name(),
                                                    access.access(),
                                                    Counted.of(access.entries(), "entry", "entries"),
                                                    Counted.of(access.calls(), "call")),
                                    Outcome.OK,
                                    access)
                            : new Finding("playlist", Status.failed, access.problem(), Outcome.PARTLY, access));
            calls += access.calls();
        }
        return calls;
    }

    private static Finding appClass(String name) {
        if (name == null) {
            return Finding.warning("app class", "Not known yet; the first playlist with songs in it will tell");
        }
        return Finding.ok(
                "app class",
                switch (name) {
                    case "C" ->
                        "Development mode: the app reads what the signed-in user owns or collaborates on (C of spotify.app-class)";
                    case "AB" ->
                        "Extended quota, or development mode of an app created before 2026-02-11: the app reads every"
                                + " playlist that can be read at all (A or B of spotify.app-class)";
                    case "A" -> "Extended quota, as spotify.app-class=A says";
                    default ->
                        "Development mode of an app created before 2026-02-11, as spotify.app-class=" + name + " says";
                });
    }

    private Finding budget(int calls, int left) {
        String words = "A run in which every playlist changed costs %s; of the %s of 24 hours %s left"
                .formatted(
                        Counted.of(calls, "call"),
                        settings.get("spotify.calls-per-day"),
                        Counted.of(left, "is", "are"));
        return calls <= left
                ? Finding.ok("budget", words)
                : Finding.warning("budget", words + ", so it would be parked; raise spotify.calls-per-day");
    }
}
