package io.caravan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import io.caravan.redshift.RedshiftStandIn;
import io.caravan.settings.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds in Redshift, as far as a stand-in goes. */
@Tag("long")
class RedshiftDoctorIT {
    @TempDir
    Path folder;

    private static List<String> warehouse(
            TestApplication app, Map<String, String> warehouse, Map<String, String> more) {
        var settings = new HashMap<>(warehouse);
        for (String key : List.of("local.folder", "local.spotify-url", "local.lake-endpoint", "local.playlists")) {
            settings.put(key, app.context().resolvePropertyPlaceholders("{{" + key + "}}"));
        }
        settings.put("spotify.client-id", "caravan-client");
        settings.put("spotify.client-secret", "caravan-secret");
        settings.putAll(more);
        return new Doctor(
                        Settings.load(Path.of(""), "local", settings, Map.of()),
                        Path.of("routes"),
                        app.clock,
                        app.clock::advance)
                .examine().stream()
                        .filter(finding -> finding.check().equals("warehouse"))
                        .map(Finding::message)
                        .toList();
    }

    @Test
    void whatIsMissingIsToldWithItsRemedy() throws Exception {
        try (var redshift = RedshiftStandIn.start();
                var app = TestApplication.start(
                        folder, Catalogue.of(7, 1, 5, LocalDate.of(2026, 11, 21)), redshift.settings());
                var administrator = redshift.connect();
                var statement = administrator.createStatement()) {
            app.once();

            assertThat(warehouse(app, redshift.settings(), Map.of()))
                    .containsExactly("The warehouse can be reached and its tables are as expected");
            assertThat(app.lake().listDeep("transformed_data/redshift/"))
                    .as("what it tried with")
                    .isEmpty();

            String other = "arn:aws:iam::123456789012:role/other";
            assertThat(warehouse(app, redshift.settings(), Map.of("warehouse.iam-role", other)))
                    .singleElement()
                    .asString()
                    .contains("Redshift cannot read the lake through warehouse.iam-role (" + other + ")")
                    .contains("is not authorized to assume IAM Role " + other)
                    .contains("attach that role", "docker/aws/redshift/read-policy.json");

            statement.execute("create role redshift_reader login");
            statement.execute("revoke create on schema public from public");
            statement.execute("revoke temporary on database " + administrator.getCatalog() + " from public");
            assertThat(warehouse(app, redshift.settings(), Map.of("warehouse.user", "redshift_reader")))
                    .singleElement()
                    .asString()
                    .contains("may make no tables; grant usage, create on schema")
                    .contains("may make no temporary tables; grant temporary on database");

            statement.execute("alter table tbl_songs drop column isrc cascade");
            assertThat(warehouse(app, redshift.settings(), Map.of()))
                    .singleElement()
                    .asString()
                    .contains("tbl_songs lacks the columns [isrc]");
        }
    }
}
