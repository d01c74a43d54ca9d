package io.caravan;

import static io.caravan.TrialDays.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.command.CaravanProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the profile local all that has a time stands on {@code local.spotify-day}, whichever command is given. */
@Timeout(300)
class TrialDaysTest {
    @TempDir
    static Path folder;

    private static TrialDays trial;

    @BeforeAll
    static void start() throws Exception {
        trial = new TrialDays(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        trial.close();
    }

    @BeforeEach
    void begin() throws Exception {
        trial.begin();
    }

    @Test
    void eachDayHasItsDateEverywhereAndADayTwiceAddsNothingAndAnEarlierOneAfterwardsWinsNothing() throws Exception {
        trial.play(2);
    }

    @Test
    void aDroppedFileIsOfTheDayUnlessItsNameTellsAnotherAndWhatIsSetAsideOrReplayedIsOfTheDayToo() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("data/s3/lake/raw_data/to_processed"));
        String page = "{\"items\":[{\"track\":{\"id\":\"4uLU6hMCjMI75M1A2tKUQC\",\"name\":\"a\",\"type\":\"track\"}}]}";
        Files.writeString(inbox.resolve("undated.json"), page);
        Files.writeString(inbox.resolve("of_2027-01-14.json"), page.replace("\"a\"", "\"b\""));
        Files.writeString(inbox.resolve("broken.json"), "{");

        JsonNode summary = trial.once(FIRST);

        assertThat(summary.path("dead_letters").asInt()).isEqualTo(1);
        assertThat(trial.run(FIRST, Map.of(), "dead-letters", "list", "--json").out())
                .contains("broken.json", "\"at\":\"2027-01-15T");
        assertThat(trial.rows("snapshot[:5], extracted_at::date from etl_load where snapshot not like '%Z' order by 1"))
                .containsExactly("of-20|2027-01-14", "undat|2027-01-15");

        LocalDate later = FIRST.plusDays(2);
        Result replay = trial.run(later, Map.of(), "replay", "--from=2027-01-14", "--to=2027-01-14");

        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(trial.dates("loaded_at", "etl_load")).containsExactly(FIRST, later);
        assertThat(trial.dates("extracted_at", "etl_load")).containsExactly(FIRST.minusDays(1), FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2007-01-15", "2030-12-24"})
    void aUserIsSignedInAndTheConsentIsOfTheDay(LocalDate day) throws Exception {
        Result doctor = trial.run(day, Map.of("LOCAL_SPOTIFY_APP_CLASS", "C"), "doctor");

        assertThat(doctor.out().lines().filter(line -> line.matches("\\S+ +consent .*")))
                .as(doctor.out() + doctor.err())
                .singleElement()
                .asString()
                .startsWith("ok ")
                .contains("ends on " + day.plusMonths(6));
        assertThat(doctor.out()).contains("Signed in as caravan");
    }
}
