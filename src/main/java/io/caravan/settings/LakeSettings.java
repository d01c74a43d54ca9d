package io.caravan.settings;

import static io.caravan.settings.Setting.address;
import static io.caravan.settings.Setting.given;
import static io.caravan.settings.Setting.secret;
import static io.caravan.settings.Setting.setting;

import java.util.List;

/** Where the lake lies, who writes it and what its files hold. */
final class LakeSettings {
    static final SettingGroup GROUP = new SettingGroup(
            "Lake",
            List.of(
                    given("lake.bucket", Places.bucket(), "The bucket; it has to exist.")
                            .inLocal("lake"),
                    setting(
                            "lake.prefix",
                            "",
                            Checks.optional(Places.prefix()),
                            "Where in the bucket the lake lies: empty for the whole of it, or a path that ends in a slash, such as "
                                    + "music/."),
                    address(
                                    "lake.endpoint",
                                    "",
                                    Checks.optional(Places.origin()),
                                    "Origin of an S3-compatible server, which is addressed path-style; empty for AWS itself.")
                            .inLocal("{{local.lake-endpoint}}"),
                    setting(
                                    "lake.region",
                                    "",
                                    Checks.any(),
                                    "AWS region; empty for the default region chain (AWS_REGION, ~/.aws/config, the machine's own).")
                            .inLocal("us-east-1"),
                    secret(
                                    "lake.access-key",
                                    "Access key; empty, as its secret, for the default credential chain (AWS_ACCESS_KEY_ID, a web identity, "
                                            + "~/.aws, the container's or the machine's role).")
                            .inLocal("local"),
                    secret("lake.secret-key", "Secret of that key.").inLocal("local-secret"),
                    setting(
                            "lake.encryption",
                            "none",
                            Checks.oneOf("none", "s3", "kms"),
                            "What S3 is asked to encrypt everything with that is written: s3 (its own keys), kms (a key of KMS), or "
                                    + "none, which leaves it to the bucket's default."),
                    setting(
                            "lake.kms-key",
                            "",
                            Checks.optional(Places.kmsKey()),
                            "Id, ARN or alias of the key of KMS; empty for the account's own key of S3. Only with "
                                    + "lake.encryption=kms."),
                    setting(
                            "lake.timeout",
                            "30s",
                            Times.timeout(),
                            "How long to wait for a connection, and for the next bytes of an answer."),
                    setting("lake.poll-every", "5s", Times.pause(), "How often the inbox is looked at."),
                    setting(
                            "lake.threads",
                            "2",
                            Checks.integer(1, 64),
                            "How many threads transform snapshots, beside the one that looks at the inbox and helps while all of them "
                                    + "are busy. More than there are cores help only where S3 is far away; each holds one snapshot's rows in "
                                    + "memory."),
                    setting(
                            "lake.user-ids",
                            "hash",
                            Checks.oneOf("hash", "keep"),
                            "What becomes of the ids of users in the tables: hash or keep."),
                    setting(
                            "lake.day-first",
                            "",
                            Checks.optional(Checks.bool()),
                            "How a date in the key of a raw object is read whose day and month can be told apart in two ways, such as "
                                    + "03-02-2024: true where the day comes first, false where the month does. Empty where nobody knows: such "
                                    + "an object is set aside."),
                    setting(
                            "lake.playlist-ids",
                            "",
                            Checks.namedPlaylists(),
                            "Which playlist a raw object is of that does not tell it, by its name or its path below the inbox: "
                                    + "pattern=id, pattern=id …, where * stands for any text, such as daily_*.json=37i9dQZF1DXcBWIGoYBM5M. "
                                    + "Objects of none of these names whose playlist nobody knows are one playlist, unknown:<name without the "
                                    + "time>."),
                    setting(
                            "lake.parts-within",
                            "1h",
                            Times.upToADay(),
                            "Parts of a playlist, such as pages in an object each, are one content together where they were read "
                                    + "within this time; 24h at most.")));

    private LakeSettings() {}
}
