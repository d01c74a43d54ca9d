package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.ConfigurationException;
import io.caravan.RefusedException;
import io.caravan.TestApplication;
import io.caravan.UnavailableException;
import io.caravan.local.spotify.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
