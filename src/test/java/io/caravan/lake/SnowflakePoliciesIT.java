package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Emulators;
import io.caravan.TestApplication;
import io.caravan.failure.Outcome;
import io.caravan.local.spotify.Catalogue;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy of the load where Snowflake is the warehouse, which reads the files by a role of its own. */
class SnowflakePoliciesIT {
    @TempDir
    Path folder;

    @Test
    void theLoadIsAllowedWhatItDoesAndNothingElse() throws Exception {
        var account = Emulators.start().newAccount("music/");
        Catalogue playlists = Catalogue.of(1, 2, 20, LocalDate.of(2026, 11, 21));
        try (var app = TestApplication.start(folder, playlists, account.settings())) {
            app.request("direct:extract-playlists");
            app.drainInbox();
            app.stopTransforming();
            app.lake().put("transformed_data/to_load/broken.json", "{".getBytes(UTF_8), "application/json");

            SentRequests.clear();
            app.request("direct:load-warehouse");

            assertThat(app.runs().summary().snapshotsLoaded()).isEqualTo(2);
            assertThat(app.runs().summary().outcome()).isEqualTo(Outcome.PARTLY);
            PoliciesTest.assertExactly("load-policy.json");
        }
    }
}
