package io.caravan.command;

import io.caravan.failure.Outcome;
import io.caravan.local.TrialDay;
import io.caravan.run.RunSummary;
import io.caravan.settings.Settings;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Days of a trial, played one after the other in one process. Each is a run of its own, as if somebody had waited for that day. */
final class TrialRuns {
    /** After which the next day can be played: no run of it would end otherwise for what is wrong with all. */
    private static final Set<Outcome> GOES_ON = Set.of(Outcome.OK, Outcome.PARTLY);

    private final CommandLine command;
    private final List<LocalDate> days;

    /**
     * Says what is to be played.
     *
     * @param count of days, the last of them that of {@code local.spotify-day}
     * @throws ParameterException when there is nothing to play: no day, or no trial
     */
    TrialRuns(CommandLine command, int count) {
        if (count < 1) {
            throw new ParameterException(command, "--days=" + count + " must be 1 or more");
        }
        Settings settings = Settings.load(Map.of());
        if (!settings.isLocal()) {
            throw new ParameterException(
                    command,
                    "--days plays days of the simulator, and the profile %s reads Spotify, which tells today alone; leave it out"
                            .formatted(settings.profile()));
        }
        settings.check();
        LocalDate last = TrialDay.of(settings.get("local.spotify-day"), Clock.systemUTC())
                .date();
        this.command = command;
        this.days = last.minusDays(count - 1L).datesUntil(last.plusDays(1)).toList();
    }

    /**
     * Plays the days, a line for each that is followed by another, and tells of the last as of any run. A day that cannot be played ends the
     * rest.
     *
     * @param run plays one
     * @return the exit code of the day that went worst
     */
    int play(Function<LocalDate, RunSummary> run) throws Exception {
        PrintWriter out = command.getOut();
        Outcome worst = Outcome.OK;
        for (LocalDate day : days) {
            RunSummary summary = run.apply(day);
            worst = worst.and(summary.outcome());
            if (day.equals(last()) || !GOES_ON.contains(summary.outcome())) {
                AttendedRun.tell(summary, out);
                break;
            }
            out.println(day + ": " + SummaryText.counts(summary));
            out.flush();
        }
        return worst.exitCode();
    }

    private LocalDate last() {
        return days.get(days.size() - 1);
    }
}
