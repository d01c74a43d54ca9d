package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.failure.Outcome;
import io.caravan.run.RunSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
    private static String print(long rejected, Map<String, Long> rowsLoaded, Map<String, Long> tables) {
        var summary = new RunSummary(
                "r1",
                "a",
                "b",
                Outcome.PARTLY,
                3,
                1,
                2,
                3,
                9,
                4,
                5,
                7,
                8,
                6,
                70,
                Map.of("episode", 1L),
                rejected,
                rejected == 0 ? Map.of() : Map.of("album.release_date", 2L),
                rejected == 0 ? 0 : 3,
                rowsLoaded,
                rejected == 0 ? Map.of() : Map.of("rows", 5L),
                tables,
                List.of(),
                List.of(),
                List.of(),
                false);
        var text = new StringWriter();
        SummaryText.print(summary, new PrintWriter(text));
        return text.toString();
    }

    @Test
    void rejectedEntriesAreToldWithWhereTheyAre() {
        assertThat(print(8, Map.of(), Map.of())).isEqualTo("""
                Run r1: partly
                Playlists: 1 read, 2 unchanged, 3 failed. Snapshots: 4 transformed, 5 loaded, 7 committed to the lake's tables, 8 published. Dead letters: 6.
                Entries: 70 seen, skipped {episode=1}, 8 rejected.
                Rejected entries: 8; "dead-letters list --stage=rows" says of which snapshots
                Values that did not fit and were repaired or became null: {album.release_date=2}
                History that has expired, removed: {rows=5}
                Left in the inbox, as their names are not those of raw objects: 3
                """);
        assertThat(print(0, Map.of(), Map.of())).doesNotContain("Rejected entries", "Values that", "Left in");
    }

    @Test
    void aTableThatCouldNotBeCountedIsShownAllTheSame() {
        assertThat(print(0, Map.of("songs", 7L), Map.of("album", 9L))).endsWith("""
                        table      rows loaded  rows now
                        ---------  -----------  --------
                        tbl_album  0            9
                        tbl_songs  7            ?
                        """);
    }
}
