package io.caravan.settings;

import io.caravan.lake.Prefixes;
import io.caravan.settings.Setting.Check;
import java.net.URI;
import java.util.stream.Stream;

/** What names and addresses of places outside have to look like; each check says how to mend one that does not. */
final class Places {
    private Places() {}

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
                                "(?i)(.*,)?([^=,]*(password|jaas|secret|token)[^=,]*|[^=,]*\\.key|basic\\.auth\\.user\\.info|bootstrap\\.servers|transactional\\.id"
                                        + "|isolation\\.level|enable\\.(auto\\.commit|idempotence)|auto\\.offset\\.reset|acks|group\\.(id|instance\\.id|protocol)"
                                        + "|(key|value)\\.(de)?serializer)=.*")
                ? null
                : "must be names and values of Kafka's clients such as client.dns.lookup=use_all_dns_ips,metadata.max.age.ms=60000,"
                        + " without passwords and keys, and without what Caravan says itself";
    }

    /** Catalogues and engines take these as they are, and some turn capitals into small letters. */
    static Check namespace() {
        return value -> value.matches("[a-z][a-z0-9_]{0,99}")
                ? null
                : "must be a name of small letters, digits and _ that begins with a letter";
    }

    static boolean areThisMachine(String brokers) {
        return Stream.of(brokers.split(","))
                .allMatch(broker -> isThisMachine(broker.isEmpty() ? "" : "http://" + broker));
    }

    static boolean isThisMachine(String url) {
        return url.isEmpty() || url.matches("https?://(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?(/.*)?");
    }
}
