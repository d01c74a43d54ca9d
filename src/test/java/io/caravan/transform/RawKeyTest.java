package io.caravan.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the content of a raw object was read, as its key tells it. */
class RawKeyTest {
    private static final String ID = "37i9dQZEVXbMDoHDwVN2tF";

    /** Returns when a key says that its content was read, in ISO, or "nothing". */
    @ParameterizedTest
    @CsvSource({
        "daily_2024-02-02.json,daily",
        "daily_20240203T040506Z.json.gz,daily",
        "top (50) 2024-02-02 04_05_06.jsonl,top-50",
        "rock/tracks_20240202.json,rock-tracks",
        "jazz/tracks_20240203.json,jazz-tracks",
        "a_03-02-2024.json,a",
        "1706846706.json,object",
        "chill/2024-02-02.json,chill",
        "chill/2024/02/02/040506.json,chill",
        "dt=2024-02-02/part-0.json,part-0",
        "year=2024/month=02/day=02/spotify.json,spotify",
    })
    void whatANameIsWithoutItsTimeStaysTheSameFromDayToDay(String key, String slug) {
        assertThat(new RawKey("raw_data/to_processed/" + key, DayFirst.UNTOLD).slugWithoutTime())
                .isEqualTo(slug);
    }

    private static String slug(String key) {
        return new RawKey("raw_data/to_processed/" + key, DayFirst.UNTOLD).slugWithoutTime();
    }

    @Test
    void namesThatASlugCannotTellApartAreToldApart() {
        assertThat(slug("日本の歌_2024-02-03.json"))
                .isEqualTo(slug("日本の歌_2024-02-04.json"))
                .isNotEqualTo(slug("Русский рок_2024-02-03.json"))
                .matches("[a-z0-9-]{1,60}");
        assertThat(slug("Rock & Pop 2024-02-03.json")).isNotEqualTo(slug("Rock + Pop 2024-02-03.json"));
        String name = "a".repeat(70);
        assertThat(slug(name + "b_2024-02-03.json"))
                .isEqualTo(slug(name + "b_2024-02-04.json"))
                .isNotEqualTo(slug(name + "c_2024-02-03.json"))
                .matches("[a-z0-9-]{1,60}");
    }

    @ParameterizedTest
    @CsvSource({
        "37i9dQZEVXbMDoHDwVN2tF/2024-02-02.json,37i9dQZEVXbMDoHDwVN2tF",
        "0123456789abcdefghijkl/37i9dQZEVXbMDoHDwVN2tF/x.json,37i9dQZEVXbMDoHDwVN2tF",
        "0123456789abcdefghijkl/37i9dQZEVXbMDoHDwVN2tF.json,37i9dQZEVXbMDoHDwVN2tF",
    })
    void aFolderMayTellThePlaylistToo(String key, String id) {
        assertThat(new RawKey("raw_data/to_processed/" + key, DayFirst.UNTOLD).playlistId())
                .hasValue(id);
    }

    private static String read(String key) {
        return read(key, DayFirst.UNTOLD);
    }

    private static String read(String key, DayFirst dayFirst) {
        return new RawKey("raw_data/to_processed/" + key, dayFirst)
                .time()
                .map(Instant::toString)
                .orElse("nothing");
    }

    private static void assertAllRead(String time, String... keys) {
        for (String key : keys) {
            assertThat(read(key)).as(key).isEqualTo(time);
        }
    }

    private static void assertNothingRead(String... keys) {
        assertAllRead("nothing", keys);
    }

    private static void assertAmbiguous(String... keys) {
        for (String key : keys) {
            assertThatThrownBy(() -> read(key))
                    .as(key)
                    .isInstanceOf(UnreadableSnapshotException.class)
                    .hasMessageContainingAll(key, "can be read in two ways", "lake.day-first", "dead-letters retry");
        }
    }

    /** The names were written and the instants computed by src/test/python/times.py, whose first lines say how to make them anew. */
    @Test
    void namesOfManyPatternsAreReadAsPythonMeantThem() throws IOException {
        List<String> wrong = new ArrayList<>();
        int lines = 0;
        try (var tsv = new BufferedReader(
                new InputStreamReader(RawKeyTest.class.getResourceAsStream("times.tsv"), StandardCharsets.UTF_8))) {
            for (String line = tsv.readLine(); line != null; line = tsv.readLine()) {
                lines++;
                String[] nameAndTime = line.split("\t", 2);
                String found = read(nameAndTime[0]);
                if (!found.equals(Instant.parse(nameAndTime[1]).toString())) {
                    wrong.add("line " + lines + ": " + line + " was read as " + found);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(lines).isEqualTo(200);
    }

    @Test
    void fourteenAndTwelveDigitsAreATime() {
        assertAllRead("2024-02-02T04:05:06Z", "20240202040506.json", "spotify_raw_20240202040506_page_0.json");
        assertAllRead("2024-02-02T04:05:06.789Z", "20240202040506789.json", "20240202040506789123.json");
        assertAllRead("2024-02-02T04:05:00Z", "202402020405.json", "a-202402020405-b.json");
        assertAllRead("2024-02-02T04:00:00Z", "2024020204.json");
    }

    @Test
    void numbersOfADateMayBeApartByUnderscoresDotsOrDashes() {
        assertAllRead(
                "2024-02-02T00:00:00Z",
                "top50_2024_02_02.json",
                "2024.02.02.json",
                "2024-2-2.json",
                "2024_02_02_1.json");
        assertAllRead(
                "2024-02-02T04:05:06Z", "2024_02_02_04_05_06.json", "2024.02.02.04.05.06.json", "20240202.040506.json");
    }

    @Test
    void isoIsReadWithDashesForColonsToTheMinuteAndCompact() {
        assertAllRead(
                "2024-02-02T04:05:06Z",
                "x_2024-02-02T04-05-06Z.json",
                "x_20240202T040506Z.json",
                "2024-02-02t04_05_06z");
        assertAllRead("2024-02-02T04:05:00Z", "x_2024-02-02T04-05.json", "x_2024-02-02T04:05Z.json", "20240202T0405Z");
        assertAllRead(
                "2024-02-02T04:05:06.789Z",
                "x_20240202T040506789Z.json",
                "x_20240202T040506.789Z.json",
                "2024-02-02T04-05-06-789Z.json",
                "2024-02-02T04%3A05%3A06.789Z.json");
        assertAllRead("2024-02-02T04:00:00Z", "2024-02-02T04.json");
    }

    @Test
    void threeDigitsAfterADashMayBeAPage() {
        assertAllRead("2024-02-02T04:05:06Z", "2024-02-02T04-05-06-001.json", "20240202_040506_002.json");
    }

    @Test
    void aDayAndAMinuteAreTwoReadsOfADay() {
        assertAllRead("2024-01-17T14:56:00Z", "a_20240117_1456.json", "2024-01-17_14-56.json", "2024-01-17 14.56.json");
        assertAllRead("2024-01-17T00:00:00Z", "a_20240117_9999.json", "a_20240117_01.json", "2024-01-17_50_100.json");
    }

    @Test
    void anEpochIsATimeWhereItIsNoPartOfALongerRun() {
        assertAllRead("2024-02-02T04:05:06Z", "raw_1706846706.json");
        assertAllRead("2024-02-02T04:05:06.789Z", "1706846706789.json", "1706846706789123", "x-1706846706.789123.json");
        assertNothingRead(
                "a1706846706.json", "1706846706x.json", "17068467061.json", "0123456789.json", "9999999999.json");
    }

    @Test
    void anOffsetInEitherSpellingMakesAnInstant() {
        assertAllRead(
                "2024-02-02T19:05:06Z",
                "2024-02-03T04:05:06+09:00.json",
                "20240203T040506+0900.json",
                "2024-02-03T04-05-06+09-00.json",
                "2024-02-03T04_05_06+09_00.json",
                "2024-02-03T04-05-06+09.json",
                "2024-02-03 04:05:06 +0900",
                "2024-02-02T14:05:06-0500.json",
                "2024-02-02T14-05-06-05-00.json",
                "2024-02-02_14_05_06-05_00.json",
                "2024-02-02T14:05:06.000-05:00");
        assertAllRead(
                "2024-02-02T19:05:00Z", "2024-02-03T04:05+09:00.json", "2024-02-02T14:05-05:00", "202402030405+0900");
    }

    @Test
    void aRowOfNumbersApartByDashesHasNoOffset() {
        assertAllRead("2024-05-15T10:11:12Z", "2024-05-15-10-11-12-05-00.json", "20240515_101112-0001.json");
    }

    @Test
    void halvesOfTheDayAndTheNameOfUtcAreUnderstood() {
        assertAllRead(
                "2024-02-02T16:05:06Z", "2024-02-02 04-05-06 PM.json", "20240202_040506pm", "2024-02-02 16-05-06 UTC");
        assertAllRead("2024-02-02T00:05:00Z", "2024-02-02 12-05 AM.json");
    }

    @Test
    void aSpanOfDaysBeginsWithADayAndNotWithATime() {
        assertAllRead("2024-02-02T00:00:00Z", "2024-02-02_2024-02-03.json", "20240202-20240203.json");
    }

    @Test
    void hiveFoldersAreADay() {
        assertAllRead(
                "2024-02-02T00:00:00Z",
                "year=2024/month=02/day=02/spotify.json",
                "a/Year=2024/Month=2/Day=2/" + ID + ".json",
                "y=2024/m=02/d=02/x.json",
                "year=2024/month=2024-02/day=2024-02-02/x.json");
        assertAllRead(
                "2024-02-02T04:00:00Z",
                "year=2024/month=02/day=02/hour=04/x.json",
                "year=2024/month=2/day=2/hour=4/x.json");
    }

    @Test
    void aFolderThatNamesADateIsThatDay() {
        assertAllRead(
                "2024-02-02T00:00:00Z",
                "dt=2024-02-02/x.json",
                "date=20240202/x.json",
                "ds=2024_02_02/" + ID + ".json",
                "2024-02-02/x.json",
                "2023-01-01/dt=2024-02-02/x.json");
        assertAllRead(
                "2024-02-02T04:00:00Z",
                "dt=2024-02-02/hour=04/x.json",
                "dt=2024-02-02-04/x.json",
                "2024-02-02/04/x.json");
    }

    @Test
    void plainFoldersAreADayAndAnHour() {
        assertAllRead(
                "2024-02-02T00:00:00Z",
                "2024/02/02/x.json",
                "a/2024/2/2/x.json",
                "2024/02/02.json",
                "2024/02/02/50/x.json");
        assertAllRead("2024-02-02T04:00:00Z", "2024/02/02/04/x.json", "firehose/2024/02/02/04/" + ID + ".json");
        assertAllRead("2024-12-25T00:00:00Z", "25/12/2024/x.json");
    }

    @Test
    void aWholeDateInTheNameWinsOverTheFolders() {
        assertAllRead("2024-02-02T00:00:00Z", "2024/01/17/04/x_2024-02-02.json", "dt=2024-01-17/20240202.json");
        assertAllRead(
                "2024-02-02T04:05:06Z", "2024/01/17/04/20240202T040506Z.json", "dt=2024-01-17/raw_1706846706.json");
        assertAllRead("2024-02-02T04:00:00Z", "2024/02/02/04/x_2024-02-02.json");
    }

    @Test
    void aTimeOfDayInTheNameIsOneOfTheFoldersDay() {
        assertAllRead(
                "2024-02-02T04:05:06Z",
                "dt=2024-02-02/040506.json",
                "2024/02/02/x_04-05-06.json",
                "2024/02/02/16/x_T040506Z.json",
                "2024/02/02/x_04:05:06.json");
        assertAllRead(
                "2024-02-02T04:05:00Z", "2024/02/02/0405.json", "2024/02/02/04-05.json", "2024/02/02/x_04:05.json");
        assertAllRead("2024-02-02T00:00:00Z", "2024/02/02/page_0050.json", "2024/02/02/part-00000.json");
        assertNothingRead("x_04-05-06.json", "a/040506.json");
    }

    @Test
    void onlyFoldersBelowTheInboxCount() {
        assertThat(new RawKey("2024/02/02/x.json", DayFirst.UNTOLD).time()).isEmpty();
    }

    @Test
    void namesOfMonthsAreUnderstood() {
        assertAllRead(
                "2024-02-02T00:00:00Z",
                "02-Feb-2024.json",
                "Feb-02-2024.json",
                "x_02feb2024.json",
                "2024-FEB-02.json",
                "February 2, 2024.json",
                "2024/02-Feb-2024/x.json");
        assertAllRead("2024-09-02T04:05:06Z", "02-Sep-2024_04-05-06.json", "x_September_02_2024_040506");
    }

    @Test
    void aNumberAboveTwelveIsADay() {
        assertAllRead(
                "2024-12-25T00:00:00Z",
                "25-12-2024.json",
                "25.12.2024.json",
                "25_12_2024.json",
                "12-25-2024.json",
                "25122024");
        assertAllRead("2024-12-25T04:05:06Z", "25-12-2024_04-05-06.json", "25.12.2024 04:05:06", "12-25-2024-040506");
        assertNothingRead("31-02-2024.json", "32-12-2024.json", "25-13-2024.json", "25-12-2005.json");
    }

    @Test
    void aDateWhoseDayIsItsMonthIsNotAmbiguous() {
        assertAllRead("2024-02-02T00:00:00Z", "02-02-2024.json", "2.2.2024.json", "02/02/2024/x.json");
    }

    @Test
    void aDateOfWhichNobodyCanTellTheDayFromTheMonthIsNotGuessed() {
        assertAmbiguous(
                "03-02-2024.json", "x_04.01.2024.json", "04_01_2024_10-11.json", "04/01/2024/x.json", "3-2-2024.json");
        assertAmbiguous("dt=04-01-2024/x.json", "dt=04-01-2024/x_040506.json", "2024/02/05/x_03-02-2024.json");
        assertThatThrownBy(() -> read("x_03-02-2024.json"))
                .hasMessageContainingAll("03-02-2024", "2024-02-03", "2024-03-02");
    }

    @Test
    void theSettingSaysWhichOfTwoDatesItIs() {
        for (String key : List.of("03-02-2024.json", "03/02/2024/x.json", "03022024", "x_03.02.2024.json")) {
            assertThat(read(key, DayFirst.YES)).as(key).isEqualTo("2024-02-03T00:00:00Z");
            assertThat(read(key, DayFirst.NO)).as(key).isEqualTo("2024-03-02T00:00:00Z");
        }
        assertThat(read("12-25-2024", DayFirst.YES)).isEqualTo("2024-12-25T00:00:00Z");
        assertThat(read("25-12-2024", DayFirst.NO)).isEqualTo("2024-12-25T00:00:00Z");
    }

    @Test
    void anotherDateInTheKeyTellsWhichOfTwoItIs() {
        assertAllRead("2024-02-03T00:00:00Z", "2024/02/03/x_03-02-2024.json", "x_03-02-2024_20240203.json");
        assertAllRead("2024-03-02T10:11:12Z", "dt=2024-03-02/x_03-02-2024_10-11-12.json");
        assertAllRead("2024-02-02T00:00:00Z", "04/01/2024/x_2024-02-02.json");
    }

    @Test
    void noDigitsOfAPlaylistsIdAreATime() {
        assertNothingRead(
                "20240202040506abcdefgh.json", // 22 letters and digits
                "2024020204050612345678.json",
                "1706846706789123456789.json",
                "02September2024T040506.json",
                "20240202T040506abcdefg.json");
        assertAllRead(
                "2024-02-02T00:00:00Z",
                "2024-02-02_0405067i9dQZEVXbMDoHDw.json",
                "0405067i9dQZEVXbMDoHDw_20240202.json");
    }

    @Test
    void aTimeDownToTheMicrosecondIsNoPlaylistThoughItHas22Characters() {
        assertAllRead("2024-02-02T04:05:06.789Z", "x_20240202T040506789123Z.json");
        assertThat(new RawKey("x_20240202T040506789123Z.json", DayFirst.UNTOLD).playlistId())
                .isEmpty();
    }

    @Test
    void numbersThatAreNoDateAreNoTime() {
        assertNothingRead("20240515-242145Z.json", "20240515_101161.json");
        assertNothingRead(
                "20240230.json",
                "2024-02-30.json",
                "2024_13_01.json",
                "2024.json",
                "2024-02.json",
                "v1.2.2024x",
                "top_2024_1_2.json");
    }
}
