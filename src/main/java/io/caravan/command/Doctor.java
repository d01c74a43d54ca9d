package io.caravan.command;

import io.caravan.ConfigurationException;
import io.caravan.Outcome;
import io.caravan.ParkedException;
import io.caravan.command.Finding.Status;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.Lake;
import io.caravan.lake.Prefixes;
import io.caravan.lake.RawInbox;
import io.caravan.model.Column;
import io.caravan.model.Table;
import io.caravan.run.Runs;
import io.caravan.sink.LoadSource;
import io.caravan.sink.ManifestInbox;
import io.caravan.sink.Sink;
import io.caravan.sink.Sinks;
import io.caravan.spotify.AppClass;
import io.caravan.spotify.Consent;
import io.caravan.spotify.Pause;
import io.caravan.spotify.PlaylistAccess;
import io.caravan.spotify.PlaylistIds;
import io.caravan.spotify.RateLimit;
import io.caravan.spotify.SpotifyCheckup;
import io.caravan.spotify.SpotifyHttp;
import io.caravan.spotify.SpotifySignIn;
import io.caravan.spotify.UserToken;
import io.caravan.tables.TableCare;
import io.caravan.tables.TableFacts;
import io.caravan.warehouse.SqlFiles;
import io.caravan.warehouse.WarehouseChecks;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.s3.S3Client;

/** Looks at everything that a run needs, one after another; what fails does not keep it from looking at the rest. */
final class Doctor {
    private static final String PROBE = "state/doctor.txt";
    /** Of each check; more of one kind say no more. */
    private static final int MOST_FINDINGS = 20;
    /** As many as come together in a month without care. */
    private static final int MOST_DAYS_OF_SEVERAL_FILES = 30;

    private final Settings settings;
    private final Clock clock;
    private final Pause pause;
    private final List<Finding> findings = new ArrayList<>();

    /** Creates a doctor, which waits between calls to Spotify as {@code pause} does. */
    Doctor(Settings settings, Clock clock, Pause pause) {
        this.settings = settings;
        this.clock = clock;
        this.pause = pause;
    }

    /** A look at one thing, which says what it found or throws. */
    @FunctionalInterface
    private interface Look {
        void at() throws Exception;
    }

    /** Returns what was found, in the order of looking. */
    List<Finding> examine() {
        look("settings", () -> {
            settings.check();
            findings.add(Finding.ok("settings", "The settings of the profile " + settings.profile() + " are complete"));
            if (!settings.notTaken().isEmpty()) {
                findings.add(Finding.warning("settings", settings.notTaken()));
            }
        });
        if (findings.get(0).status() == Status.failed) {
            return findings;
        }
        try (S3Client s3 = LakeSession.client(settings)) {
            var lake = new Lake(s3, settings.get("lake.bucket"), settings.get("lake.prefix"));
            look("bucket", () -> bucket(lake));
            look("inbox", () -> inbox(lake));
            look("dead letters", () -> deadLetters(lake));
            look("sign-in", () -> spotify(lake));
            look("tables", () -> tables(s3));
        }
        look("stream", this::stream);
        look("warehouse", this::warehouse);
        return findings;
    }

    private void look(String check, Look look) {
        try {
            look.at();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.add(Finding.failed(check, e));
        } catch (Exception e) {
            findings.add(Finding.failed(check, e));
        }
    }

    private void bucket(Lake lake) {
        lake.put(PROBE, "doctor".getBytes(StandardCharsets.UTF_8), "text/plain");
        lake.delete(PROBE);
        findings.add(Finding.ok("bucket", "The bucket " + settings.get("lake.bucket") + " can be written"));
    }

    private void inbox(Lake lake) {
        RawInbox raw = RawInbox.of(lake);
        var waiting = new StringBuilder("Objects that wait: %d in %s (and %d that are never taken, such as _SUCCESS)"
                .formatted(raw.waiting().size(), Prefixes.RAW_INBOX, raw.left()));
        for (Sink sink : new Sinks(
                        settings.get("tables.catalogue"),
                        settings.get("stream.brokers"),
                        settings.get("warehouse.from"))
                .on()) {
            new ManifestInbox(lake, sink, 1, new Runs(clock))
                    .waitingForLater()
                    .forEach(later -> findings.add(Finding.warning("inbox", later)));
            waiting.append(", %d in %s".formatted(lake.list(sink.inbox()).size(), sink.inbox()));
        }
        findings.add(Finding.ok("inbox", waiting.toString()));
    }

    private void deadLetters(Lake lake) {
        long count = new DeadLetters(lake).count();
        findings.add(
                count == 0
                        ? Finding.ok("dead letters", "Nothing is set aside")
                        : Finding.warning(
                                "dead letters",
                                "Set aside under %s: %d; \"dead-letters list\" says why"
                                        .formatted(Prefixes.DEAD_LETTERS, count)));
    }

    private void spotify(Lake lake) throws Exception {
        var userToken = new UserToken();
        userToken.setRefreshToken(settings.get("spotify.refresh-token"));
        userToken.setConsentGivenAt(settings.get("spotify.consent-given-at"));
        userToken.setFile(settings.get("spotify.token-file"));
        var signIn = new SpotifySignIn();
        signIn.setAccountsUrl(settings.get("spotify.accounts-url"));
        signIn.setClientId(settings.get("spotify.client-id"));
        signIn.setClientSecret(settings.get("spotify.client-secret"));
        signIn.setTimeout(settings.get("spotify.timeout"));
        signIn.setClock(clock);
        signIn.setUserToken(userToken);
        signIn.setLake(lake);
        look("consent", () -> consent(signIn));
        int perDay = Integer.parseInt(settings.get("spotify.calls-per-day"));
        int per30s = Integer.parseInt(settings.get("spotify.calls-per-30s"));
        var rateLimit = new RateLimit(clock, settings.get("spotify.longest-wait"), per30s, perDay, lake);
        rateLimit.setPause(pause);
        signIn.setRateLimit(rateLimit);
        var appClass = new AppClass(settings.get("spotify.app-class"), settings.get("spotify.client-id"), lake);
        var http = new SpotifyHttp(signIn, rateLimit, appClass, settings.get("spotify.timeout"));
        var ids = new PlaylistIds(settings.get("spotify.playlists"));
        try {
            rateLimit.begin();
        } catch (ParkedException e) {
            findings.add(Finding.failed("budget", e));
            return;
        }
        signIn.check();
        try (var checkup = new SpotifyCheckup(
                http,
                signIn,
                rateLimit,
                ids,
                appClass,
                settings.get("spotify.api-url"),
                Integer.parseInt(settings.get("spotify.page-size")))) {
            String user = checkup.userId();
            findings.add(
                    Finding.ok("sign-in", user.isEmpty() ? "The app is signed in, no user" : "Signed in as " + user));
            int calls = playlists(checkup, ids.isLibrary() ? checkup.libraryIds() : ids.ids(), user);
            appClass(appClass.name());
            budget(calls, rateLimit.callsLeft(), perDay);
        } finally {
            rateLimit.end();
        }
    }

    private void consent(SpotifySignIn signIn) {
        Consent consent = signIn.consent();
        if (consent != null) {
            Instant now = clock.instant();
            findings.add(
                    consent.isEndNear(now)
                            ? Finding.warning("consent", consent.words(now))
                            : Finding.ok("consent", consent.words(now)));
        } else if (!settings.get("spotify.refresh-token").isEmpty()) {
            findings.add(Finding.warning(
                    "consent",
                    "Nobody knows when the user's consent ends; set spotify.consent-given-at to the day of the login"));
        }
    }

    private int playlists(SpotifyCheckup checkup, List<String> ids, String user) {
        int calls = 0;
        for (String id : ids) {
            PlaylistAccess access = checkup.examine(id, user);
            findings.add(
                    access.isGood()
                            ? new Finding(
                                    "playlist",
                                    Status.ok,
                                    "%s \"%s\": %s, %d entries, %d calls when it changed, else 1"
                                            .formatted(
                                                    id,
                                                    access.name(),
                                                    access.access(),
                                                    access.entries(),
                                                    access.calls()),
                                    Outcome.OK,
                                    access)
                            : new Finding("playlist", Status.failed, access.problem(), Outcome.PARTLY, access));
            calls += access.calls();
        }
        return calls;
    }

    private void appClass(String name) {
        findings.add(
                name == null
                        ? Finding.warning("app class", "Not known yet; the first playlist with songs in it will tell")
                        : Finding.ok(
                                "app class",
                                switch (name) {
                                    case "C" ->
                                        "C: development mode, reads what the signed-in user owns or collaborates on";
                                    case "AB" -> "AB: extended quota, or development mode of before 2026-02-11";
                                    default -> name + ", as set";
                                }));
    }

    private void budget(int calls, int left, int perDay) {
        String words = "A run in which every playlist changed costs %d calls; %d of the %d of 24 hours are left"
                .formatted(calls, left, perDay);
        findings.add(
                calls <= left
                        ? Finding.ok("budget", words)
                        : Finding.warning("budget", words + ", so it would be parked; raise spotify.calls-per-day"));
    }

    private void warehouse() throws SQLException, InterruptedException {
        var sql = new SqlFiles(settings.get("warehouse.sql-folder"));
        findings.add(Finding.ok("sql", "The statements of " + sql.folder() + " are whole"));
        WarehouseReader reader = WarehouseReader.of(settings);
        if (reader.isNotThereYet()) {
            findings.add(Finding.ok("warehouse", "There is no warehouse yet; the first run makes it"));
            return;
        }
        List<String> problems = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        try (Connection connection = reader.open()) {
            Map<String, Set<String>> columns = columns(connection);
            for (Table table : Table.values()) {
                compare(table, columns.getOrDefault(table.sqlName(), Set.of()), problems, unknown);
            }
            if (!problems.isEmpty()) {
                throw new ConfigurationException(
                        "The warehouse differs from what Caravan makes: " + String.join("; ", problems)
                                + "; bring its tables to what the command sql prints, or name another warehouse.url");
            }
            if (settings.loadsFrom(LoadSource.SNOWPIPE)) {
                look("pipes", () -> landing(columns));
            }
            boolean isOlder = migrations(connection, sql, columns.containsKey(Table.ETL_MIGRATION.sqlName()));
            if (!isOlder) {
                WarehouseChecks.findingsOfAll(connection, sql, MOST_FINDINGS)
                        .forEach(finding -> findings.add(Finding.warning("tables", finding)));
            }
        }
        if (!unknown.isEmpty()) {
            findings.add(Finding.warning(
                    "warehouse",
                    "This Caravan does not know and leaves alone: " + String.join("; ", unknown)
                            + "; a later version or somebody's hand has made them"));
        }
        findings.add(Finding.ok("warehouse", "The warehouse can be reached and its tables are as expected"));
    }

    /** Where there is no stream, none of the classes that it is made with is looked at. */
    private void stream() throws SQLException, InterruptedException {
        if (settings.hasStream()) {
            findings.addAll(StreamFindings.of(settings));
        }
    }

    /** Where there are no tables, none of the classes that they are made with is looked at. */
    private void tables(S3Client s3) {
        if (!settings.hasTables()) {
            return;
        }
        Optional<List<TableFacts>> listed;
        try (TableCare care = TableCatalogueSession.open(settings, s3, clock)) {
            listed = care.list();
        }
        if (listed.isEmpty()) {
            findings.add(Finding.ok("tables", "The lake's tables are folders of whole files, which need no care"));
            return;
        }
        List<TableFacts> tables = listed.get();
        int orphans = tables.stream().mapToInt(TableFacts::orphans).sum();
        int days =
                tables.stream().mapToInt(TableFacts::daysOfSeveralFiles).max().orElse(0);
        String words =
                "The catalogue answers and lists %d of the lake's tables; files older than %s that nothing names: %d; days of several files in one table: up to %d"
                        .formatted(tables.size(), settings.get("tables.orphans-after"), orphans, days);
        if (settings.get("tables.catalogue").equals("jdbc")
                && settings.get("tables.jdbc-url").startsWith("jdbc:sqlite:")) {
            words +=
                    "; it is a file of SQLite, for one process on one machine: where several run set tables.jdbc-url to"
                            + " a database of PostgreSQL";
        }
        findings.add(
                orphans > 0 || days > MOST_DAYS_OF_SEVERAL_FILES
                        ? Finding.warning("tables", words + "; the command \"tables care\" cleans up")
                        : Finding.ok("tables", words));
    }

    /** Tells of migrations that the warehouse has not had, and of those that only a later version knows; returns whether it lacks some. */
    private boolean migrations(Connection connection, SqlFiles sql, boolean areRecorded) throws SQLException {
        Set<String> known = new TreeSet<>(sql.names("migrate_"));
        Set<String> applied = new TreeSet<>();
        if (areRecorded) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql.statement("select_migrations"))) {
                while (rows.next()) {
                    applied.add(rows.getString(1));
                }
            }
        }
        Set<String> later = new TreeSet<>(applied);
        later.removeAll(known);
        if (!later.isEmpty()) {
            findings.add(Finding.warning(
                    "warehouse",
                    "The warehouse is of a later version than this Caravan, which does not know %s; update this one"
                            .formatted(String.join(", ", later))));
        }
        known.removeAll(applied);
        if (!known.isEmpty()) {
            findings.add(Finding.warning(
                    "warehouse",
                    "The warehouse is of an earlier version than this Caravan: the next load or run applies %s; its rows are looked at after that"
                            .formatted(String.join(", ", known))));
        }
        return !known.isEmpty();
    }

    /** A table that the role may not read is not told either. */
    private void landing(Map<String, Set<String>> columns) {
        List<String> missing = new ArrayList<>();
        List<String> older = new ArrayList<>();
        for (Table table : Table.ofSnapshots()) {
            String landing = "landing_" + table.label();
            Set<String> there = columns.getOrDefault(landing, Set.of());
            if (there.isEmpty()) {
                missing.add(landing);
            } else if (!there.containsAll(table.columnNames())
                    || !there.containsAll(Set.of("file_name", "file_row_number", "landed_at"))) {
                older.add(landing);
            }
        }
        if (!missing.isEmpty()) {
            throw new ConfigurationException(
                    "Snowflake's pipes are to bring the rows, and these tables are not there or not to be read: "
                            + String.join(", ", missing)
                            + "; let an administrator run sql/snowflake/setup/snowpipe.sql, or set warehouse.from=inbox");
        }
        if (!older.isEmpty()) {
            throw new ConfigurationException("The tables of Snowflake's pipes lack columns: " + String.join(", ", older)
                    + "; set warehouse.from=inbox, let an administrator drop them and their pipes and run"
                    + " sql/snowflake/setup/snowpipe.sql, then set it to snowpipe again");
        }
        findings.add(Finding.ok("pipes", "The tables into which Snowflake's pipes bring the rows are there"));
    }

    /** Returns the columns by table, all in small letters. */
    private static Map<String, Set<String>> columns(Connection connection) throws SQLException {
        Map<String, Set<String>> there = new HashMap<>();
        try (var columns =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), "%", "%")) {
            while (columns.next()) {
                there.computeIfAbsent(
                                columns.getString("TABLE_NAME").toLowerCase(Locale.ROOT), table -> new TreeSet<>())
                        .add(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return there;
    }

    /** A table or column that came with a later version may be missing: the next load makes it. */
    private static void compare(Table table, Set<String> there, List<String> problems, List<String> unknown) {
        Set<String> surplus = new TreeSet<>(there);
        surplus.removeAll(table.kept().stream().map(Column::name).toList());
        if (!surplus.isEmpty()) {
            unknown.add("the columns " + surplus + " of " + table.sqlName());
        }
        if (there.isEmpty()) {
            if (!table.isLater()) {
                problems.add("there is no " + table.sqlName());
            }
            return;
        }
        List<String> missing = table.kept().stream()
                .filter(column -> column.migration() == 0 && !there.contains(column.name()))
                .map(Column::name)
                .toList();
        if (!missing.isEmpty()) {
            problems.add(table.sqlName() + " lacks the columns " + missing);
        }
    }
}
