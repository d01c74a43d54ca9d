package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.failure.Outcome;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Truth;
import io.caravan.spotify.RateLimit;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.Trigger;
import org.quartz.impl.matchers.GroupMatcher;

/** Clocks that are wrong, and machines whose clocks are changed twice a year. */
@Timeout(300)
class ClockTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final Catalogue CATALOGUE = Catalogue.of(1, 3, 40, DAY);

    private final TimeZone zone = TimeZone.getDefault();

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        TimeZone.setDefault(zone);
    }

    private static Collection<Truth.Playlist> truth(TestApplication app) {
        return app.spotify.truth().values().stream()
                .map(Truth.Playlist.class::cast)
                .toList();
    }

    private Difference difference(ExpectedTables expected) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            return LoadedTables.difference(connection, expected, extractedAt -> extractedAt
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate());
        }
    }

    /** What was read under the wrong time is not lost, and once the clock is right for a day nothing is wrong any more. */
    @ParameterizedTest(name = "off by {0}")
    @CsvSource({"P1D", "-P1D"})
    void sys3AClockThatIsADayOffChangesOrderAndNothingElse(Duration off) throws Exception {
        try (var app = TestApplication.start(folder, CATALOGUE, Map.of("spotify.reread-after", "0s"))) {
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);

            app.clock.advance(off);
            app.spotify.advanceTo(DAY.plusDays(1));
            LocalDate said = DAY.plusDays(off.toDays());
            Collection<Truth.Playlist> second = truth(app);
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);

            app.clock.advance(off.negated().plusDays(2));
            app.spotify.advanceTo(DAY.plusDays(2));
            Collection<Truth.Playlist> third = truth(app);
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);

            // In the order of the times that they were given, which is what decides.
            var expected = new ExpectedTables();
            if (said.isBefore(DAY)) {
                expected.read(said, second);
                expected.read(DAY, CATALOGUE.playlists());
            } else {
                expected.read(DAY, CATALOGUE.playlists());
                expected.read(said, second);
            }
            expected.read(DAY.plusDays(2), third);
            assertThat(difference(expected)).isEqualTo(Difference.NONE);
            assertThat(app.lake().list("dead_letter/")).isEmpty();
        }
    }

    /** A clock that was ahead keeps nobody from reading what is asked for, nor from reading it a day later. */
    @ParameterizedTest(name = "read again after {0}")
    @ValueSource(strings = {"0s", "24h"})
    void sys3WhatWasReadUnderAClockThatWasAheadIsReadAgain(String rereadAfter) {
        try (var app = TestApplication.start(folder, CATALOGUE, Map.of("spotify.reread-after", rereadAfter))) {
            app.clock.advance(Duration.ofHours(2));
            assertThat(app.once().playlistsRead()).isEqualTo(3);

            app.clock.advance(Duration.ofHours(-1));

            assertThat(app.once().playlistsRead()).isEqualTo(3);
        }
    }

    /** Also where the list was another one then: what was transformed of that day keeps no later run from seeing that nothing changed. */
    @Test
    void sys3WhatAClockNotedThatWasAMonthAheadIsNotHeldAgainstWhatIsReadSince() {
        try (var app = TestApplication.start(folder, CATALOGUE, Map.of("spotify.calls-per-day", "200"))) {
            app.clock.advance(Duration.ofDays(30));
            app.spotify.advanceTo(DAY.plusDays(30));
            assertThat(app.once().playlistsRead()).isEqualTo(3);
            int left = app.bean("rateLimit", RateLimit.class).callsLeft();

            app.clock.advance(Duration.ofDays(-30));
            app.spotify.advanceTo(DAY);
            assertThat(app.bean("rateLimit", RateLimit.class).callsLeft())
                    .as("calls of %s", DAY.plusDays(30))
                    .isEqualTo(200)
                    .isGreaterThan(left);

            assertThat(app.once().playlistsRead()).isEqualTo(3);
            assertThat(app.once().playlistsUnchanged()).isEqualTo(3);
        }
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
        "America/New_York, 2026-03-08",
        "America/New_York, 2026-11-01",
        "Europe/Berlin, 2026-10-25",
        "Pacific/Chatham, 2026-09-27"
    })
    void sys3OnADayOfChangingClocksTimesInTheTablesStayThoseOfUtc(String machine, LocalDate day) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of(machine)));
        Catalogue catalogue = CATALOGUE.on(day);
        try (var app = TestApplication.start(folder, catalogue, Map.of())) {
            app.clock.advance(
                    Duration.between(TestApplication.START, day.atTime(1, 30).toInstant(ZoneOffset.UTC)));
            var expected = new ExpectedTables();
            expected.read(day, truth(app));
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
            app.clock.advance(Duration.ofHours(22));
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);

            assertThat(difference(expected)).isEqualTo(Difference.NONE);
            assertThat(app.lake()
                            .list("raw_data/processed/year=%d/month=%02d/day=%02d/"
                                    .formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth())))
                    .as("the partition is the day in UTC")
                    .hasSize(CATALOGUE.ids().size());
        }
    }

    @Test
    void sys3TheScheduleKeepsToUtcWhateverTheMachineSays() throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try (var app = TestApplication.start(
                folder, CATALOGUE, Map.of("caravan.triggers", "true", "spotify.schedule", "0 30 6 * * ?"))) {
            var scheduler =
                    app.context().getComponent("quartz", QuartzComponent.class).getScheduler();
            Trigger trigger = scheduler.getTrigger(
                    scheduler.getTriggerKeys(GroupMatcher.anyGroup()).iterator().next());
            List<Instant> times = new ArrayList<>();
            Date time = Date.from(Instant.parse("2027-03-12T12:00:00Z"));
            for (int i = 0; i < 4; i++) {
                time = trigger.getFireTimeAfter(time);
                times.add(time.toInstant());
            }
            // Clocks in New York change on 2027-03-14.
            assertThat(times)
                    .containsExactly(
                            Instant.parse("2027-03-13T06:30:00Z"),
                            Instant.parse("2027-03-14T06:30:00Z"),
                            Instant.parse("2027-03-15T06:30:00Z"),
                            Instant.parse("2027-03-16T06:30:00Z"));
        }
    }
}
