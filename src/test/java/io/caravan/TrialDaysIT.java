package io.caravan;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@link TrialDaysTest} shows of two days, over the end of a month. */
@Tag("long")
@Timeout(600)
class TrialDaysIT {
    @TempDir
    Path folder;

    @Test
    void thirtyDaysHaveThirtyDatesEverywhereAndADayTwiceAddsNothingAndAnEarlierOneAfterwardsWinsNothing()
            throws Exception {
        try (var trial = new TrialDays(folder)) {
            trial.play(30);
        }
    }
}
