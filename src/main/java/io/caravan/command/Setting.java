package io.caravan.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One key of the settings.
 *
 * @param key its name, as in {@code application.properties}
 * @param check tells what is wrong with a value
 */
record Setting(String key, Check check) {
    /** Returns how to mend a value, or null when it is good. */
    @FunctionalInterface
    interface Check {
        String remedy(String value);
    }

    /** Returns the environment variable that gives the setting a value: {@code LAKE_BUCKET} for {@code lake.bucket}. */
    String environmentName() {
        return environmentName(key);
    }

    /** Returns the environment variable of a key, or how the variables of a part of the keys begin. */
    static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** All keys, in the order of {@code application.properties}. */
    static final List<Setting> ALL = List.of(
            new Setting("caravan.triggers", Checks.bool()),
            new Setting("caravan.extract-at-start", Checks.bool()),
            new Setting("caravan.retries", Checks.integer(0, 100)),
            new Setting("caravan.retry-delay", Checks.duration()),
            new Setting("caravan.longest-retry-delay", Checks.duration()),
            new Setting("caravan.observe-every", Checks.pause()),
            new Setting("caravan.clock-offset", Checks.any()),
            new Setting("camel.management.host", Checks.required()),
            new Setting("camel.management.port", Checks.integer(0, 65535)),
            new Setting("spotify.playlists", Checks.playlists()),
            new Setting("spotify.schedule", Checks.cron()),
            new Setting("spotify.concurrency", Checks.integer(1, 64)),
            new Setting("spotify.page-size", Checks.integer(1, 50)),
            new Setting("spotify.reread-after", Checks.durationOr("never")),
            new Setting("spotify.longest-wait", Checks.duration()),
            new Setting("spotify.calls-per-30s", Checks.integer(1, 1_000_000)),
            new Setting("spotify.calls-per-day", Checks.integer(1, 100_000_000)),
            new Setting("spotify.app-class", Checks.oneOf("auto", "A", "B", "C")),
            new Setting("spotify.timeout", Checks.pause()),
            new Setting("spotify.client-id", Checks.required()),
            new Setting("spotify.client-secret", Checks.any()),
            new Setting("spotify.token-file", Checks.required()),
            new Setting("spotify.refresh-token", Checks.any()),
            new Setting("spotify.consent-given-at", Checks.optional(Checks.time())),
            new Setting("spotify.api-url", Checks.origin()),
            new Setting("spotify.accounts-url", Checks.origin()),
            new Setting("lake.bucket", Checks.bucket()),
            new Setting("lake.prefix", Checks.optional(Checks.prefix())),
            new Setting("lake.endpoint", Checks.optional(Checks.origin())),
            new Setting("lake.region", Checks.any()),
            new Setting("lake.access-key", Checks.any()),
            new Setting("lake.secret-key", Checks.any()),
            new Setting("lake.encryption", Checks.oneOf("none", "s3", "kms")),
            new Setting("lake.kms-key", Checks.optional(Checks.kmsKey())),
            new Setting("lake.timeout", Checks.pause()),
            new Setting("lake.poll-every", Checks.pause()),
            new Setting("lake.threads", Checks.integer(1, 64)),
            new Setting("lake.user-ids", Checks.oneOf("hash", "keep")),
            new Setting("lake.day-first", Checks.optional(Checks.bool())),
            new Setting("lake.playlist-ids", Checks.namedPlaylists()),
            new Setting("lake.parts-within", Checks.durationUpTo(Duration.ofDays(1))),
            new Setting("warehouse.dialect", Checks.word()),
            new Setting("warehouse.url", Checks.jdbcUrl()),
            new Setting("warehouse.user", Checks.any()),
            new Setting("warehouse.private-key-file", Checks.any()),
            new Setting("warehouse.private-key", Checks.any()),
            new Setting("warehouse.private-key-passphrase", Checks.any()),
            new Setting("warehouse.token", Checks.any()),
            new Setting("warehouse.password", Checks.any()),
            new Setting("warehouse.stage", Checks.required()),
            new Setting("warehouse.sql-folder", Checks.folder()),
            new Setting("warehouse.work-folder", Checks.required()),
            new Setting("warehouse.lake-folder", Checks.any()),
            new Setting("warehouse.connect-timeout", Checks.duration()),
            new Setting("warehouse.timeout", Checks.pause()),
            new Setting("warehouse.from", Checks.loadSources()),
            new Setting("warehouse.snowpipe-within", Checks.pause()),
            new Setting("warehouse.load-every", Checks.pause()),
            new Setting("warehouse.batch-size", Checks.integer(1, 1000)),
            new Setting("unified.folder", Checks.optional(Checks.prefixOrLocation())),
            new Setting("unified.every", Checks.pause()),
            new Setting("unified.keep", Checks.durationFrom(Duration.ofHours(1))),
            new Setting("stream.brokers", Checks.optional(Checks.brokers())),
            new Setting("stream.topic", Checks.topic()),
            new Setting("stream.format", Checks.oneOf("avro", "json")),
            new Setting("stream.registry-url", Checks.optional(Checks.registryUrl())),
            new Setting("stream.registry-user", Checks.any()),
            new Setting("stream.registry-password", Checks.any()),
            new Setting("stream.instance", Checks.topic()),
            new Setting("stream.group", Checks.topic()),
            new Setting("stream.batch-size", Checks.integer(1, 100_000)),
            new Setting("stream.watch-every", Checks.pause()),
            new Setting("stream.stalled-after", Checks.pause()),
            new Setting("stream.publish-every", Checks.pause()),
            new Setting("stream.timeout", Checks.pause()),
            new Setting("stream.security", Checks.oneOf("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")),
            new Setting("stream.sasl-mechanism", Checks.oneOf("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")),
            new Setting("stream.user", Checks.any()),
            new Setting("stream.password", Checks.any()),
            new Setting("stream.truststore", Checks.any()),
            new Setting("stream.truststore-password", Checks.any()),
            new Setting("stream.options", Checks.optional(Checks.clientOptions())),
            new Setting("tables.catalogue", Checks.optional(Checks.oneOf("jdbc", "glue", "rest", "none"))),
            new Setting("tables.location", Checks.optional(Checks.location())),
            new Setting("tables.namespace", Checks.namespace()),
            new Setting("tables.jdbc-url", Checks.catalogueUrl()),
            new Setting("tables.jdbc-user", Checks.any()),
            new Setting("tables.jdbc-password", Checks.any()),
            new Setting("tables.rest-uri", Checks.optional(Checks.catalogueAddress())),
            new Setting("tables.rest-credential", Checks.any()),
            new Setting("tables.rest-options", Checks.optional(Checks.catalogueOptions())),
            new Setting("tables.glue-endpoint", Checks.optional(Checks.origin())),
            new Setting("tables.commit-every", Checks.pause()),
            new Setting("tables.batch-size", Checks.integer(1, 1000)),
            new Setting("tables.retention", Checks.optional(Checks.days())),
            new Setting("tables.expire-after", Checks.durationFrom(Duration.ofHours(1))),
            new Setting("tables.orphans-after", Checks.durationFrom(Duration.ofDays(1))),
            new Setting("local.folder", Checks.required()),
            new Setting("local.spotify-port", Checks.integer(0, 65535)),
            new Setting("local.s3-port", Checks.integer(0, 65535)),
            new Setting("local.spotify-playlists", Checks.integer(1, 10_000)),
            new Setting("local.spotify-entries", Checks.integer(1, 10_000)),
            new Setting("local.spotify-seed", Checks.integer(0, Integer.MAX_VALUE)),
            new Setting("local.spotify-day", Checks.day()),
            new Setting("local.spotify-app-class", Checks.oneOf("A", "B", "C")),
            new Setting("local.spotify-captured", Checks.optional(Checks.folder())));
}
