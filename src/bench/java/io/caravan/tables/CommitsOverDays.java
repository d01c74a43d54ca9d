package io.caravan.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.TestApplication;
import io.caravan.snapshot.InboxPolls;
import io.caravan.lake.LakeObject;
import io.caravan.lake.LocalFiles;
import io.caravan.lake.Prefixes;
import io.caravan.local.spotify.Catalogue;
import io.caravan.text.Timestamps;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.util.FileUtil;

/**
 * A process of its own: commits one snapshot a day to the lake's tables, with care every 30 days by the ages of
 * {@code application.properties}, and in the end commits to these tables and to new ones by turns. So the two stand in one warm
 * process and on one machine whose speed may change. Prints a line of JSON: the middle one of the milliseconds of processor time that a
 * commit took, and what care took.
 *
 * <pre>CommitsOverDays &lt;days, a multiple of 30&gt;</pre>
 */
public final class CommitsOverDays implements AutoCloseable {
    private static final int CARE_EVERY = 30;
    private static final Duration DAY = Duration.ofDays(1);
    private static final CareAges AGES = new CareAges(null, Duration.ofDays(7), Duration.ofDays(3));

    private final Path folder = Files.createTempDirectory("caravan-benchmark-");
    private final TestApplication app;
    /** What the first snapshot became, by key: that of each other day is the same but for its time. */
    private final Map<String, String> first = new TreeMap<>();

    private final Instant firstRead;
    /** When the commit of each day was made, by the machine's clock. */
    private final List<Instant> committed = new ArrayList<>();

    private CommitsOverDays() throws Exception {
        app = TestApplication.start(
                folder, Catalogue.of(7, 1, 100, LocalDate.of(2026, 11, 20)), Map.of("tables.catalogue", "jdbc"));
        app.extract();
        app.bean("inboxPolls", InboxPolls.class).awaitDrained();
        firstRead = app.clock.instant();
        for (String folder : List.of("transformed_data/", Prefixes.COMMIT_INBOX)) {
            for (LakeObject object : app.lake().listDeep(folder).toList()) {
                if (object.key().endsWith(".csv") || object.key().startsWith(Prefixes.COMMIT_INBOX)) {
                    first.put(object.key(), new String(app.lake().read(object.key()), UTF_8));
                }
            }
        }
        app.lake().list(Prefixes.COMMIT_INBOX).forEach(object -> app.lake().delete(object.key()));
    }

    /** Takes the number of days. */
    public static void main(String[] arguments) throws Exception {
        int days = Integer.parseInt(arguments[0]);
        var line = new LinkedHashMap<String, Object>();
        try (var old = new CommitsOverDays();
                var fresh = new CommitsOverDays()) {
            var care = new ArrayList<Double>();
            while (old.committed.size() < days - CARE_EVERY) {
                old.commit();
                if (old.committed.size() % CARE_EVERY == 0) {
                    care.add(old.care());
                }
            }
            // The first one makes the tables.
            fresh.commit();
            var late = new ArrayList<Double>();
            var early = new ArrayList<Double>();
            for (int day = 0; day < CARE_EVERY; day++) {
                late.add(old.commit());
                early.add(fresh.commit());
            }
            line.put("days", old.committed.size());
            line.put("first_commits", median(early));
            line.put("last_commits", median(late));
            line.put("first_care", fresh.care());
            line.put("last_care", old.care());
            line.put("dearest_care", care.stream().skip(care.size() / 2).max(Double::compare).orElseThrow());
        }
        System.out.println(new ObjectMapper().writeValueAsString(line));
        System.exit(0);
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    /** Commits the snapshot of the next day. */
    private double commit() {
        app.clock.advance(DAY);
        Instant read = firstRead.plus(DAY.multipliedBy(committed.size() + 1));
        first.forEach((key, text) -> app.lake().put(moved(key, read), moved(text, read).getBytes(UTF_8), "text/plain"));
        double cpu = cpu(() -> app.request("direct:commit-tables"));
        if (!app.lake().list(Prefixes.COMMIT_INBOX).isEmpty()) {
            throw new IllegalStateException("The snapshot of " + read + " was not committed");
        }
        committed.add(Instant.now());
        return cpu;
    }

    /** In names, in CSV files and in JSON. */
    private String moved(String text, Instant to) {
        return text.replace(Timestamps.compact(firstRead), Timestamps.compact(to))
                .replace(day(firstRead) + " ", day(to) + " ")
                .replace(day(firstRead) + "T", day(to) + "T");
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** Takes care as on the day of the last commit; seven days before it the machine made the commit of that day. */
    private double care() {
        Instant week = committed.get(committed.size() - (int) AGES.expireAfter().toDays());
        Clock machine = Clock.fixed(week.plus(AGES.expireAfter()), ZoneOffset.UTC);
        var care = new TableCare(
                app.bean("tableCatalogue", TableCatalogue.class),
                app.bean("tableFiles", LocalFiles.class),
                AGES,
                machine,
                machine);
        return cpu(() -> care.care(false, note -> {}));
    }

    /** Processor time of the whole process in milliseconds. */
    private static double cpu(Runnable work) {
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long start = process.getProcessCpuTime();
        work.run();
        return (process.getProcessCpuTime() - start) / 1e6;
    }

    @Override
    public void close() {
        app.close();
        FileUtil.removeDir(folder.toFile());
    }
}
