package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.TestApplication;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.RefusedException;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.Prefixes;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Exception;

class IcebergFailuresTest {
    private static RuntimeException told(int status) {
        var refusal = S3Exception.builder()
                .statusCode(status)
                .message("No, " + status)
                .build();
        return new UncheckedIOException(new IOException("Cannot close the file", refusal));
    }

    @Test
    void whatS3ForbidsIsARefusalThatNamesTheTableAndTheSetting() {
        assertThatThrownBy(() -> IcebergFailures.translate("tbl_songs", () -> {
                    throw told(403);
                }))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("tbl_songs", "No, 403", "tables.location");
    }

    @Test
    void whatElseS3SaysIsTriedAgain() {
        assertThatThrownBy(() -> IcebergFailures.translate("tbl_songs", () -> {
                    throw told(503);
                }))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContainingAll("tbl_songs", "No, 503");
    }

    @Test
    void tablesThatAnotherCatalogueListsAreNotMadeAnewOverTheirFiles(@TempDir Path folder) {
        Catalogue playlists = Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21));
        try (var app = TestApplication.start(folder, playlists, Map.of("tables.catalogue", "jdbc"))) {
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
        }
        String lost = "jdbc:sqlite:" + folder.resolve("other.sqlite");
        try (var app =
                TestApplication.start(folder, playlists, Map.of("tables.catalogue", "jdbc", "tables.jdbc-url", lost))) {
            app.clock.advance(Duration.ofDays(1));
            RunSummary run = app.once();

            assertThat(run.failures())
                    .filteredOn(failure -> failure.stage().equals("commit-tables"))
                    .singleElement()
                    .satisfies(failure -> {
                        assertThat(failure.message())
                                .contains("tbl_album/data/", "Put the catalogue back", "tables.location");
                        assertThat(failure.outcome()).isEqualTo(Outcome.CONFIGURATION);
                    });
            assertThat(run.snapshotsLoaded()).as("nothing else stops").isPositive();
            assertThat(app.lake().list(Prefixes.COMMIT_INBOX)).isNotEmpty();
        }
    }

    @Test
    void aBucketThatIsNotThereIsAConfigurationError(@TempDir Path folder) {
        try (var app = TestApplication.start(
                folder,
                Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)),
                Map.of("tables.catalogue", "jdbc", "tables.location", "s3://nowhere/"))) {
            TableCatalogue catalogue = app.bean("tableCatalogue", TableCatalogue.class);

            assertThatThrownBy(() -> catalogue.open(LakeTable.LEDGER))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("etl_load", "tables.location");
        }
    }
}
