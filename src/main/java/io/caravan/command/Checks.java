package io.caravan.command;

import io.caravan.ConfigurationException;
import io.caravan.Durations;
import io.caravan.command.Setting.Check;
import io.caravan.lake.Prefixes;
import io.caravan.sink.LoadSource;
import io.caravan.spotify.PlaylistIds;
import io.caravan.spotify.UserToken;
import io.caravan.transform.NamedPlaylists;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import org.quartz.CronExpression;

/** What values of settings have to look like; each says how to mend one that does not. */
final class Checks {
    private Checks() {}

    static Check any() {
        return value -> null;
    }

    static Check required() {
        return value -> value.isBlank() ? "has no value; give it one" : null;
    }

    static Check optional(Check check) {
        return value -> value.isEmpty() ? null : check.remedy(value);
    }

    static Check oneOf(String... words) {
        return value -> Arrays.asList(words).contains(value) ? null : "must be " + String.join(" or ", words);
    }

    static Check bool() {
        return oneOf("true", "false");
    }

    static Check integer(int least, int most) {
        return value -> value.matches("\\d{1,10}") && Long.parseLong(value) >= least && Long.parseLong(value) <= most
                ? null
                : "must be a whole number from " + least + " to " + most;
    }

    static Check duration() {
        return value -> isDuration(value) ? null : "must be a time with its unit, such as 500ms, 30s, 5m, 24h";
    }

    /** A pause between two looks at something; without one it would be looked at all the time. */
    static Check pause() {
        return value -> isDuration(value) && !Durations.parse(value).isZero()
                ? null
                : "must be a time above zero with its unit, such as 500ms, 30s, 5m, 24h";
    }

    static Check durationUpTo(Duration most) {
        return value -> pause().remedy(value) == null && Durations.parse(value).compareTo(most) <= 0
                ? null
                : "must be a time above zero and up to %dh, such as 30m, 1h".formatted(most.toHours());
    }

    static Check durationFrom(Duration least) {
        return value ->
                duration().remedy(value) == null && Durations.parse(value).compareTo(least) >= 0
                        ? null
                        : "must be a time of %dh at least, such as 36h, 7d".formatted(least.toHours());
    }

    static Check days() {
        return value -> value.matches("[1-9]\\d{0,4}d") ? null : "must be empty or a number of days, such as 400d";
    }

    static Check durationOr(String word) {
        return value -> value.equals(word) ? null : suffixed(duration().remedy(value), ", or " + word);
    }

    private static String suffixed(String remedy, String suffix) {
        return remedy == null ? null : remedy + suffix;
    }

    private static boolean isDuration(String value) {
        try {
            Durations.parse(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static Check namedPlaylists() {
        return value -> {
            try {
                NamedPlaylists.of(value);
                return null;
            } catch (IllegalArgumentException e) {
                return "must be pattern=id, pattern=id …: " + e.getMessage();
            }
        };
    }

    static Check loadSources() {
        return value -> {
            try {
                LoadSource.of(value);
                return null;
            } catch (ConfigurationException e) {
                return e.getMessage().replaceFirst("^warehouse.from ", "");
            }
        };
    }

    static Check cron() {
        return value -> {
            try {
                CronExpression.validateExpression(value);
                return null;
            } catch (java.text.ParseException e) {
                return "must be a Quartz cron expression such as 0 0 6 * * ? (second minute hour day month weekday): "
                        + e.getMessage();
            }
        };
    }

    static Check playlists() {
        return value -> {
            try {
                new PlaylistIds(value);
                return null;
            } catch (ConfigurationException e) {
                return e.getMessage().replaceFirst("^spotify.playlists:? ", "");
            }
        };
    }

    /** A scheme, a host and perhaps a port: what paths are put on. */
    static Check origin() {
        return value -> {
            try {
                URI uri = URI.create(value);
                boolean good = uri.getHost() != null
                        && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                        && uri.getRawPath().isEmpty()
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null
                        && uri.getRawUserInfo() == null;
                return good ? null : "must be an origin such as https://api.spotify.com, without path and credentials";
            } catch (IllegalArgumentException e) {
                return "must be an origin such as https://api.spotify.com";
            }
        };
    }

    static Check bucket() {
        return value -> value.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
                ? null
                : "must be the name of a bucket: 3 to 63 small letters, digits, dots and hyphens";
    }

    /** Plain names only, since it becomes part of expressions, URLs of stages and SQL. */
    static Check prefix() {
        return value -> value.length() <= 200 && value.matches("([A-Za-z0-9_=-][A-Za-z0-9_.=-]*/)+")
                ? null
                : "must be empty or a path of letters, digits and _ . = - that ends in a slash, such as music/";
    }

    static Check location() {
        return value -> value.length() <= 300
                        && value.matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/([A-Za-z0-9_=-][A-Za-z0-9_.=-]*/)*")
                ? null
                : "must be empty or a bucket and a path that ends in a slash, such as s3://music-tables/lake/";
    }

    static Check prefixOrLocation() {
        return value -> (prefix().remedy(value) == null && !Prefixes.areOwn(value))
                        || location().remedy(value) == null
                ? null
                : "must be empty, a path that ends in a slash and is none of Caravan's own, such as processed-data/, or a bucket and a"
                        + " path, such as s3://music-files/processed-data/";
    }

    static Check kmsKey() {
        return value ->
                value.matches("[A-Za-z0-9:/_-]+") ? null : "must be the id, the ARN or the alias/name of a key of KMS";
    }

    static Check jdbcUrl() {
        return value ->
                value.matches("jdbc:[a-z]+:.*") ? null : "must be a JDBC URL such as jdbc:duckdb:warehouse.duckdb";
    }

    /** Without a secret, since it may be told in an error. */
    static Check catalogueUrl() {
        return value -> value.matches("jdbc:(sqlite|postgresql):[^\\s?]+(\\?.*)?")
                        && !value.matches("(?i).*(password|user)=.*|.*@.*")
                ? null
                : "must be jdbc:sqlite:<file> or jdbc:postgresql://<host>/<database>, without user and password, which have keys of"
                        + " their own";
    }

    /** An address may have a path: one server may serve several catalogues. */
    static Check catalogueAddress() {
        return address("https://catalogue.example/api");
    }

    static Check registryUrl() {
        return address("https://registry.example/apis/ccompat/v7");
    }

    private static Check address(String example) {
        return value -> value.matches("https?://[^\\s/?#@]+(/[^\\s?#@]*)?")
                ? null
                : "must be an address such as " + example + ", without user and password";
    }

    /** What is secret has a key of its own. */
    static Check catalogueOptions() {
        return value -> value.matches("[A-Za-z0-9_.-]+=[^,\\s]+(,[A-Za-z0-9_.-]+=[^,\\s]+)*")
                        && !value.matches(
                                "(?i)(.*,)?(uri|credential|[^=,]*(token|authorization)|[^=,]*(secret|password)[^=,]*)=.*")
                ? null
                : "must be names and values such as warehouse=music,scope=catalog, without token and credential";
    }

    static Check brokers() {
        return value -> value.matches("[A-Za-z0-9.\\[\\]_:-]+:\\d{1,5}(,[A-Za-z0-9.\\[\\]_:-]+:\\d{1,5})*")
                ? null
                : "must be brokers as host:port, separated by commas, such as kafka-1:9092,kafka-2:9092";
    }

    /** Kafka's own rule for the names of topics, which transactional ids keep too. */
    static Check topic() {
        return value -> value.matches("[A-Za-z0-9._-]{1,249}") && !value.matches("\\.\\.?")
                ? null
                : "must be a name of letters, digits, dots, _ and -";
    }

    /** What is secret has a key of its own, and what Caravan depends on is not up to a setting. */
    static Check clientOptions() {
        return value -> value.matches("[a-z0-9.]+=[^,\\s]+(,[a-z0-9.]+=[^,\\s]+)*")
                        && !value.matches(
                                "(?i)(.*,)?([^=,]*(password|jaas|secret|token|\\.key$)[^=,]*|bootstrap\\.servers|transactional\\.id"
                                        + "|isolation\\.level|enable\\.(auto\\.commit|idempotence)|auto\\.offset\\.reset|acks|group\\.(id|instance\\.id|protocol)"
                                        + "|(key|value)\\.(de)?serializer)=.*")
                ? null
                : "must be names and values of Kafka's clients such as client.dns.lookup=use_all_dns_ips,metadata.max.age.ms=60000,"
                        + " without passwords and keys, and without what Caravan says itself";
    }

    static Check word() {
        return value -> value.matches("[a-z]+") ? null : "must be a word of small letters";
    }

    /** Catalogues and engines take these as they are, and some turn capitals into small letters. */
    static Check namespace() {
        return value -> value.matches("[a-z][a-z0-9_]{0,99}")
                ? null
                : "must be a name of small letters, digits and _ that begins with a letter";
    }

    static Check folder() {
        return value -> Files.isDirectory(Path.of(value)) ? null : "must be a folder that exists";
    }

    static Check time() {
        return value -> {
            try {
                return UserToken.time(value) != null ? null : "";
            } catch (DateTimeException e) {
                return "must be a date as yyyy-MM-dd, or a time as yyyy-MM-ddTHH:mm:ssZ";
            }
        };
    }

    /** Names and folders take four digits for a year, and a day of a trial may pass into the next year. */
    static Check day() {
        return value -> {
            String remedy = "must be today or a date as yyyy-MM-dd, from 1970-01-01 to 9998-12-31";
            try {
                int year = value.equals("today") ? 1970 : LocalDate.parse(value).getYear();
                return year >= 1970 && year <= 9998 ? null : remedy;
            } catch (DateTimeException e) {
                return remedy;
            }
        };
    }
}
