package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.local.spotify.Catalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers of the views over real answers of Spotify, beside those that the oracle works out meanwhile: nothing of either is kept. */
@Tag("long")
class SamplesAnswersIT {
    private static final List<String> DAYS = List.of("2026-10-20", "2026-11-10", "2026-11-14", "2026-11-19");

    @TempDir
    Path folder;

    @Test
    void overCapturedAnswersTheViewsSayWhatTheOracleSays() throws Exception {
        List<Path> samples = CapturedAnswers.files();
        try (var app = TestApplication.start(folder, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)), Map.of())) {
            // None was captured twice: as if each had been on several days, there is a history to ask about.
            for (String day : DAYS) {
                int number = 0;
                for (Path file : samples) {
                    app.drop("n%02d-%s_%s".formatted(number++, day, file.getFileName()), Files.readAllBytes(file));
                }
            }
            app.once();
        }

        try (var warehouse = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            List<String> answers = Answers.of(warehouse);
            assertThat(Difference.between(Answers.byOracle(warehouse, folder), answers))
                    .isEqualTo(Difference.NONE);
            // Two empty lists would be equal too.
            assertThat(answers.stream()
                            .map(line -> line.replaceFirst("\\|.*", ""))
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(Answers.VIEWS);
        }
    }
}
