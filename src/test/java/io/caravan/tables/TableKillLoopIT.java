package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.local.LocalS3;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits to the lake's tables under kill -9, with a reader beside them; {@link TableKillLoop} by itself does more of them. */
@Tag("long")
class TableKillLoopIT {
    private static final int KILLS = 20;

    @TempDir
    Path folder;

    @Test
    void twentyKillsWithinCommitsShowNoReaderASnapshotLostTwiceOrInPart() throws Exception {
        TableKillLoop.Report report = TableKillLoop.run(KILLS, 1, folder);

        assertThat(report.findings().examples()).isEmpty();
        assertThat(report.findings().areNone()).isTrue();
        assertThat(report.allKills()).isEqualTo(KILLS);
        assertThat(report.halfway()).as("some left rows that count for nothing").isPositive();
        assertThat(report.findings().within())
                .as("some looks fell into a commit")
                .isPositive();
        try (var s3 = LocalS3.start(folder.resolve("data/s3"), "lake", 0, "local", "local-secret")) {
            String sqlite = folder.resolve("data/tables.sqlite").toString();
            List<String> expected = TableReaders.files(folder.resolve("data/s3/lake"));
            assertThat(TableReaders.read("pyiceberg", "sqlite:///" + sqlite, s3.url()))
                    .filteredOn(line -> line.startsWith("files"))
                    .isEqualTo(expected);
            assertThat(TableReaders.read("duckdb", sqlite, s3.url()))
                    .filteredOn(line -> line.startsWith("files"))
                    .isEqualTo(expected);
        }
    }
}
