package io.caravan.settings;

import static io.caravan.settings.Setting.address;
import static io.caravan.settings.Setting.secret;
import static io.caravan.settings.Setting.setting;

import java.util.List;

/** Which brokers snapshots are published to, and how. */
final class StreamSettings {
    static final SettingGroup GROUP = new SettingGroup(
            "The stream, off by default",
            List.of(
                    setting(
                                    "stream.brokers",
                                    "",
                                    Checks.optional(Places.brokers()),
                                    "Brokers of Kafka to which snapshots are published, as host:port, separated by commas; empty for no "
                                            + "stream. docs/stream.md tells of it. The profile local takes those of this machine only, and signs in to "
                                            + "none.")
                            .where(
                                    (value, others) -> !others.isLocal() || Places.areThisMachine(value)
                                            ? null
                                            : "must be on this machine, such as 127.0.0.1:9092, in the profile local, which keeps to it"),
                    setting(
                            "stream.topic",
                            "spotify-topic",
                            Places.topic(),
                            "The topic; \"doctor\" says how it is to be made."),
                    setting(
                            "stream.format",
                            "avro",
                            Checks.oneOf("avro", "json"),
                            "How records are written: avro, which needs a registry of schemas, or json."),
                    address(
                                    "stream.registry-url",
                                    "",
                                    Checks.optional(Places.registryUrl()),
                                    "Where the registry serves Confluent's REST API: https://registry.example for Confluent's and Karapace, "
                                            + "https://registry.example/apis/ccompat/v7 for Apicurio. The profile local takes one of this machine only.")
                            .where(
                                    (value, others) -> !others.isLocal() || Places.isThisMachine(value)
                                            ? null
                                            : "must be on this machine, such as http://127.0.0.1:8080/apis/ccompat/v7, in the profile local, which keeps to it")
                            .where((value, others) -> value.isEmpty()
                                            && Places.brokers().remedy(others.get("stream.brokers")) == null
                                            && others.get("stream.format").equals("avro")
                                    ? "has no value; give it the address of the registry, or set stream.format to json, which needs none"
                                    : null),
                    setting(
                                    "stream.registry-user",
                                    "",
                                    Checks.any(),
                                    "Who signs in there (Basic); empty where it asks for nobody.")
                            .inLocal(""),
                    secret("stream.registry-password", "The password of that user.")
                            .inLocal(""),
                    setting(
                            "stream.instance",
                            "caravan-0",
                            Places.topic(),
                            "A name that no other process has and this one keeps over restarts, such as caravan-0: its transactional "
                                    + "id."),
                    setting(
                            "stream.group",
                            "caravan",
                            Places.topic(),
                            "Of which group its consumers are; they share the partitions."),
                    setting(
                            "stream.batch-size",
                            "10000",
                            Checks.integer(1, 100_000),
                            "How many records are landed in one transaction at most."),
                    setting(
                            "stream.watch-every",
                            "30s",
                            Times.pause(),
                            "How often the consumer and how far it is behind are looked at."),
                    setting(
                            "stream.stalled-after",
                            "15m",
                            Times.age(),
                            "For how long nothing of a partition may be landed that waits there, or the brokers be away, before the "
                                    + "health check is down."),
                    setting(
                            "stream.publish-every",
                            "30s",
                            Times.pause(),
                            "How often finished snapshots are published."),
                    setting("stream.timeout", "30s", Times.timeout(), "How long the brokers may take to answer."),
                    setting(
                                    "stream.security",
                                    "PLAINTEXT",
                                    Checks.oneOf("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
                                    "How to reach the brokers: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.")
                            .inLocal("PLAINTEXT"),
                    setting(
                            "stream.sasl-mechanism",
                            "SCRAM-SHA-512",
                            Checks.oneOf("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"),
                            "With SASL, how to sign in: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512."),
                    setting("stream.user", "", Checks.any(), "The user who signs in so.")
                            .inLocal(""),
                    secret("stream.password", "The password of that user.").inLocal(""),
                    setting(
                                    "stream.truststore",
                                    "",
                                    Checks.optional(Checks.file()),
                                    "With SSL: a file of the certificates to trust, .pem or PKCS12; empty for those that Java trusts.")
                            .inLocal(""),
                    secret("stream.truststore-password", "The password of that file, where it is PKCS12.")
                            .inLocal(""),
                    address(
                            "stream.options",
                            "",
                            Checks.optional(Places.clientOptions()),
                            "Whatever else Kafka's clients take, as name=value, separated by commas.")));

    private StreamSettings() {}
}
