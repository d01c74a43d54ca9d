package io.caravan;

import static io.caravan.TrialDays.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.command.CaravanProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void oneCommandPlaysDaysUpToThatOfTheTrialEachAsARunOfItsOwn() throws Exception {
        Result result = trial.run(FIRST, Map.of(), "once", "--days=3");

        assertThat(result.exitCode()).as(result.err()).isZero();
        List<String> lines = result.out().lines().toList();
        assertThat(lines.subList(0, 3))
                .containsExactly(
                        "2027-01-13: Playlists: 3 read, 0 unchanged, 0 failed. Snapshots: 3 transformed, 3 loaded. Dead letters: 0.",
                        "2027-01-14: Playlists: 3 read, 0 unchanged, 0 failed. Snapshots: 3 transformed, 3 loaded. Dead letters: 0.",
                        lines.get(2));
        assertThat(lines.get(2)).matches("Run 20270115T\\S+: ok");
        assertThat(lines.get(lines.size() - 1))
                .startsWith("{\"run_id\":\"20270115T")
                .contains("\"playlists_read\":3");
        List<LocalDate> days = TrialDays.days(-2, 3);
        assertThat(trial.dates("extracted_at", "etl_load")).isEqualTo(days);
        assertThat(trial.dates("started_at", "etl_run")).isEqualTo(days);
        assertThat(trial.dates("loaded_at", "etl_load")).isEqualTo(days);
    }

    @Test
    void aDayThatCannotBePlayedEndsTheRest() throws Exception {
        Files.createDirectories(folder.resolve("data/warehouse.duckdb"));

        Result result = trial.run(FIRST, Map.of("WAREHOUSE_CONNECT_TIMEOUT", "1s"), "once", "--days=3");

        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(result.out().lines().filter(line -> line.startsWith("{")))
                .singleElement()
                .asString()
                .contains("20270113T");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            local | --days=0 | --days=0 must be 1 or more
            local | --days=x | 'x' is not
            prod  | --days=3 | --days plays days of the simulator, and the profile prod reads Spotify, which tells today alone; leave it out
            """)
    void daysThatCannotBePlayedAreNotBegun(String profile, String option, String said) throws Exception {
        Result result = trial.run(FIRST, prod(profile), "once", option);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(said).doesNotContain("\tat ");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private static Map<String, String> prod(String profile) {
        return profile.equals("local")
                ? Map.of()
                : Map.of(
                        "CAMEL_MAIN_PROFILE",
                        profile,
                        "SPOTIFY_CLIENT_ID",
                        "id",
                        "SPOTIFY_CLIENT_SECRET",
                        "secret",
                        "LAKE_BUCKET",
                        "lake",
                        "PLAYLISTS",
                        "a".repeat(22));
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
