package io.caravan.warehouse.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.RejectedException;
import io.caravan.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet for Redshift. */
class ParquetCopyTest {
    private static final String HEADER = "\"artist_id\",\"artist_name\",\"url\",\"extracted_at\",\"snapshot\"\n";
    private static final String KEY = "transformed_data/artist_data/p_20261101T060000000Z.csv";

    @TempDir
    Path folder;

    private final ParquetCopy artists = new ParquetCopy(
            Table.ARTISTS,
            Table.ARTISTS.columns().stream()
                    .filter(column -> column.since() <= 1)
                    .toList());

    private static String line(String id, String name) {
        return "\"%s\",%s,\"u\",\"2026-11-01 06:00:00.000\",\"p\"\n".formatted(id, name);
    }

    private String csv(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Path parquet(List<String> files, List<String> keys) throws IOException {
        return artists.ofCsv(files, keys, Files.createTempDirectory(folder, "made"));
    }

    @Test
    void theEmptyTextAndNullStayApartAndTheLongestTextIsTaken() throws Exception {
        String longest = "é".repeat(32_767) + "x";
        String file = csv("a.csv", HEADER + line("1", "\"\"") + line("2", "") + line("3", "\"" + longest + "\""));

        Path made = parquet(List.of(file), List.of(KEY));

        try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
                var rows = duckDb.createStatement()
                        .executeQuery("select artist_name from '" + made + "' order by artist_id")) {
            rows.next();
            assertThat(rows.getString(1)).isEmpty();
            rows.next();
            assertThat(rows.getString(1)).isNull();
            rows.next();
            assertThat(rows.getString(1)).isEqualTo(longest);
        }
    }

    @Test
    void aTextThatIsTooLongIsToldWithItsObjectAndLineAndIsNotCut() throws IOException {
        String good = csv("a.csv", HEADER + line("1", "\"A\""));
        String bad = csv(
                "b.csv",
                HEADER
                        + line("2", "\"two\nlines\"")
                        + line("3", "\"B\"")
                        + line("4", "\"" + "é".repeat(32_768) + "\""));

        assertThatThrownBy(() -> parquet(List.of(good, bad), List.of("other.csv", KEY)))
                .isInstanceOf(RejectedException.class)
                .hasMessage(
                        KEY + ", line 5: tbl_artists.artist_name holds 65536 bytes, and a text of Redshift holds 65535;"
                                + " shorten it in the raw object and drop that into the inbox, or load its playlist into another"
                                + " warehouse");
    }

    @Test
    void aFileThatNobodyCanReadIsToldAsItWas() throws IOException {
        String file = csv("a.csv", HEADER + "\"1\",\"A\"\n");

        assertThatThrownBy(() -> parquet(List.of(file), List.of(KEY)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("The rows of tbl_artists are none that Redshift takes");
    }
}
