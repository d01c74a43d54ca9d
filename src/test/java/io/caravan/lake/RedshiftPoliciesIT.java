package io.caravan.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.lake.SentRequests.Need;
import io.caravan.local.spotify.Catalogue;
import io.caravan.redshift.RedshiftStandIn;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policies of {@code docker/aws/redshift/} against what a load into Redshift asks of S3; those of COPY are the stand-in's. */
@Tag("long")
class RedshiftPoliciesIT {
    @TempDir
    Path folder;

    @Test
    void aLoadNeedsNoMoreThanItsPolicyAndThatOfTheRole() throws Exception {
        try (var redshift = RedshiftStandIn.start()) {
            var settings = new HashMap<>(redshift.settings());
            settings.put("lake.prefix", "music/");
            try (var app = TestApplication.start(folder, Catalogue.of(1, 1, 5, LocalDate.of(2026, 11, 21)), settings)) {
                app.extract();
                app.drainInbox();
                app.stopTransforming();
                SentRequests.clear();
                app.request("direct:load-warehouse");
                assertThat(app.runs().summary().failures()).isEmpty();
            }
        }

        List<Need> needs = SentRequests.all();
        Policy own = Policy.read("redshift/load-policy.json", "music/");
        Policy role = Policy.read("redshift/read-policy.json", "music/");
        Policy load = Policy.read("load-policy.json", "music/");
        assertThat(needs)
                .anyMatch(need -> need.object() != null && need.object().endsWith("songs_12.parquet"))
                .allMatch(need -> own.allows(need) || role.allows(need) || load.allows(need));
        for (Policy policy : List.of(own, role)) {
            assertThat(policy.grants())
                    .filteredOn(grant -> !grant.action().equals("s3:AbortMultipartUpload"))
                    .allMatch(grant -> needs.stream().anyMatch(grant::covers), "is needed");
        }
        for (String other : List.of("music/raw_data/processed/a.json", "music/transformed_data/songs_data/a.csv")) {
            assertThat(role.allows(new Need("s3:GetObject", other, null)))
                    .as(other)
                    .isFalse();
        }
        assertThat(role.grants()).extracting(Policy.Grant::action).containsOnly("s3:GetObject", "s3:ListBucket");
    }
}
