package io.caravan.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import io.caravan.lake.Lake;
import io.caravan.lake.S3Clients;
import io.caravan.lake.SentRequests;
import io.caravan.local.LocalS3;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Which raw objects a replay is about. */
class ArchiveTest {
    private static final String ONE = "4uLU6hMCjMI75M1A2tKUQC";
    private static final String FIRST = day(2025, 12, 31) + ONE + "_20251231T235959999Z.json";
    private static final String SECOND = day(2026, 1, 1) + ONE + "_20260101T000000000Z.json";
    private static final String OTHER = day(2026, 1, 1) + "37i9dQZF1DXcBWIGoYBM5M_20260101T060000000Z.json";
    private static final String EXPORT =
            day(2026, 1, 2) + "export_0123456789ab_20260102T030405000Z_" + ONE + ".json.gz";
    private static final String UNKNOWN = day(2026, 2, 1) + "list-2_0123456789ab_20260201T000000000Z.json";

    @TempDir
    Path folder;

    private LocalS3 server;
    private S3Client client;
    private Lake lake;
    private Archive archive;

    private static String day(int year, int month, int day) {
        return "raw_data/processed/year=%d/month=%02d/day=%02d/".formatted(year, month, day);
    }

    @BeforeEach
    void fill() {
        server = LocalS3.start(folder, "lake", 0, "key", "secret");
        client = S3Clients.of(server.url(), "key", "secret");
        lake = new Lake(client, "lake", "");
        for (String key : List.of(
                UNKNOWN, EXPORT, OTHER, SECOND, FIRST, "raw_data/processed/old.json", day(2026, 1, 1) + "mine.json")) {
            lake.put(key, "{}".getBytes(UTF_8), "application/json");
        }
        archive = new Archive(lake);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private List<String> selected(String playlist, String from, String to) {
        return keys(archive.selected(
                playlist, from == null ? null : LocalDate.parse(from), to == null ? null : LocalDate.parse(to)));
    }

    private static List<String> keys(List<ArchivedObject> objects) {
        return objects.stream().map(archived -> archived.object().key()).toList();
    }

    @Test
    void daysAreThoseOfTheExtractionInUtcAndBothEndsCount() {
        assertThat(selected(null, "2026-01-01", "2026-01-01")).containsExactly(SECOND, OTHER);
        assertThat(selected(null, "2025-12-31", "2026-01-01")).containsExactly(FIRST, SECOND, OTHER);
        assertThat(selected(null, "2026-01-02", null)).containsExactly(EXPORT, UNKNOWN);
        assertThat(selected(null, null, "2025-12-31")).containsExactly(FIRST);
        assertThat(selected(null, "2026-01-01", "2026-02-01")).containsExactly(SECOND, OTHER, EXPORT, UNKNOWN);
        assertThat(selected(null, "2027-01-01", "2027-12-31")).isEmpty();
    }

    @Test
    void aPlaylistIsFoundInItsOwnSnapshotsAndInObjectsOfOtherPrograms() {
        assertThat(selected(ONE, null, null)).containsExactly(FIRST, SECOND, EXPORT);
        assertThat(selected(ONE, "2026-01-01", "2026-01-31")).containsExactly(SECOND, EXPORT);
        assertThat(selected(ONE, "2027-01-01", null)).isEmpty();
        assertThatThrownBy(() -> selected("nobody", null, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("The archive holds no snapshot of a playlist nobody");
    }

    @Test
    void anObjectIsFoundByItsKeyOrItsSnapshot() {
        assertThat(keys(archive.named(Set.of("list-2_0123456789ab", FIRST)))).containsExactly(FIRST, UNKNOWN);
        for (String name : List.of("list-2", "raw_data/processed/old.json", day(2026, 1, 1), "")) {
            assertThatThrownBy(() -> archive.named(Set.of(name)))
                    .as(name)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("The archive holds no " + name);
        }
    }

    @Test
    void howeverManySnapshotsAreNamedTheArchiveIsListedOnce() {
        SentRequests.clear();
        archive.named(Set.of("list-2_0123456789ab", "export_0123456789ab", ONE + "_20260101T000000000Z"));
        assertThat(SentRequests.requests()).containsExactly("ListObjectsV2 raw_data/processed/");
    }

    @Test
    void whereKeysAloneAreNamedNothingElseIsListed() {
        SentRequests.clear();
        assertThat(keys(archive.named(Set.of(FIRST, OTHER)))).containsExactly(FIRST, OTHER);
        assertThat(SentRequests.requests())
                .containsExactlyInAnyOrder("ListObjectsV2 " + FIRST, "ListObjectsV2 " + OTHER);
    }

    /** Another program may write the same bytes under the same name again, which are the same snapshot at another time. */
    @Test
    void ofASnapshotThatCameTwiceTheFirstIsMeantUnlessTheOtherIsNamed() {
        String again = EXPORT.replace("20260102T0", "20260102T1");
        lake.put(again, "{}".getBytes(UTF_8), "application/json");
        assertThat(selected(null, "2026-01-02", "2026-01-31")).containsExactly(EXPORT);
        assertThat(keys(archive.named(Set.of("export_0123456789ab")))).containsExactly(EXPORT);
        assertThat(keys(archive.named(Set.of(again)))).containsExactly(again);
    }

    @Test
    void aKeyTellsWhatAReplayHasToKnow() {
        assertThat(ArchiveKey.parse(EXPORT))
                .isEqualTo(new ArchiveKey(
                        EXPORT, "export_0123456789ab", Instant.parse("2026-01-02T03:04:05Z"), ONE, false));
        assertThat(ArchiveKey.parse(FIRST))
                .isEqualTo(new ArchiveKey(
                        FIRST, ONE + "_20251231T235959999Z", Instant.parse("2025-12-31T23:59:59.999Z"), ONE, true));
        assertThat(ArchiveKey.parse(FIRST.replace("_20251231", "_20251332"))).isNull();
        String unknown = EXPORT.replace("_" + ONE, "_unknown-my-list");
        assertThat(ArchiveKey.parse(unknown))
                .isEqualTo(new ArchiveKey(
                        unknown,
                        "export_0123456789ab",
                        Instant.parse("2026-01-02T03:04:05Z"),
                        "unknown:my-list",
                        false));
    }
}
