package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thirty simulated days, as analysts ask about them. */
class AnswersTest {
    @TempDir
    Path folder;

    @Test
    void theViewsAnswerAsTheOracleDid() throws Exception {
        TrialMonth.play(folder, Map.of()).close();

        try (var warehouse = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            TrialMonth.addHistory(warehouse);
            assertThat(Difference.between(Answers.expected(), Answers.of(warehouse)))
                    .isEqualTo(Difference.NONE);
        }
    }
}
