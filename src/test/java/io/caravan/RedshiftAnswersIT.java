package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.redshift.RedshiftStandIn;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link AnswersTest} shows, by Redshift's driver and SQL. */
@Tag("long")
class RedshiftAnswersIT {
    @TempDir
    Path folder;

    @Test
    void theViewsAnswerAsTheOracleDid() throws Exception {
        try (var redshift = RedshiftStandIn.start()) {
            TrialMonth.play(folder, redshift.settings()).close();

            try (var direct = redshift.connect();
                    var asked = redshift.open()) {
                TrialMonth.addHistory(direct);
                assertThat(Difference.between(Answers.expected(), Answers.of(asked)))
                        .isEqualTo(Difference.NONE);
            }
        }
    }
}
