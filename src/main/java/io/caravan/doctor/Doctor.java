package io.caravan.doctor;

import io.caravan.doctor.Finding.Status;
import io.caravan.settings.Settings;
import io.caravan.spotify.Pause;
import io.caravan.wiring.DeclaredBeans;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at everything that a run needs, one after another; what fails does not keep it from looking at the rest. */
public final class Doctor {
    private final Settings settings;
    private final Path routes;
    private final Clock clock;
    private final Pause pause;

    /**
     * Creates a doctor.
     *
     * @param settings that have passed their checks
     * @param routes the folder of the routes, whose beans are looked at
     * @param pause how to wait between calls to Spotify
     */
    public Doctor(Settings settings, Path routes, Clock clock, Pause pause) {
        this.settings = settings;
        this.routes = routes;
        this.clock = clock;
        this.pause = pause;
    }

    /** Returns what was found, in the order of looking. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("settings", "The settings of the profile " + settings.profile() + " are complete"));
        settings.notices().forEach(notice -> findings.add(Finding.warning("settings", notice)));
        try (var beans = new DeclaredBeans(routes, settings, Map.of("clock", clock))) {
            for (Check check : List.of(
                    new RoutesCheck(settings),
                    new BucketCheck(settings, beans),
                    new LeaseCheck(beans),
                    new InboxCheck(beans),
                    new DeadLettersCheck(beans),
                    new ConsentCheck(settings, beans, clock),
                    new SpotifyCheck(settings, beans, pause),
                    new TablesCheck(settings, beans, clock),
                    new StreamCheck(settings, beans),
                    new WarehouseCheck(settings, beans))) {
                if (check.needsLake() && isLakeAway(findings)) {
                    findings.add(Finding.warning(check.name(), "Not looked at, since that takes the lake"));
                } else {
                    check.lookSafely(findings);
                }
            }
        }
        return findings;
    }

    private static boolean isLakeAway(List<Finding> findings) {
        return findings.stream()
                .anyMatch(found -> found.check().equals(BucketCheck.NAME) && found.status() == Status.failed);
    }
}
