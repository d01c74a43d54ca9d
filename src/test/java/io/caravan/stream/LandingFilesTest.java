package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.model.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingFilesTest {
    @TempDir
    Path folder;

    @Test
    void everyValueIsQuotedAndANullIsNothing() throws Exception {
        var files = new LandingFiles(folder);
        files.rowsOf("p-1").add(Table.ARTISTS, Arrays.asList("1", "a,\"b\"\nc\\", "", "2026-11-21 06:00:00.000", "s"));
        files.rowsOf("p-1").add(Table.ARTISTS, Arrays.asList("2", "NULL", null, "2026-11-21 06:00:00.000", "s"));

        Path file = files.finish().get(Table.ARTISTS);

        assertThat(Files.readString(file)).isEqualTo("""
                "publication","artist_id","artist_name","url","extracted_at","snapshot"
                "p-1","1","a,""b""
                c\\","","2026-11-21 06:00:00.000","s"
                "p-1","2","NULL",,"2026-11-21 06:00:00.000","s"
                """);
    }

    @Test
    void aKeyIsWrittenOnceAPublication() throws Exception {
        var files = new LandingFiles(folder);
        for (String publication : new String[] {"p-1", "p-2", "p-1"}) {
            for (String position : new String[] {"0", "1"}) {
                files.rowsOf(publication).add(Table.SONG_ARTISTS, Arrays.asList("song", position, "artist", "t", "s"));
            }
        }

        assertThat(Files.readAllLines(files.finish().get(Table.SONG_ARTISTS))).hasSize(1 + 4);
    }

    @Test
    void whatIsWrittenIsNotWantedAgainOfTheSamePublication() {
        var files = new LandingFiles(folder);
        files.rowsOf("p-1").add(Table.ARTISTS, Arrays.asList("1", "name", "url", "t", "s"));

        assertThat(files.rowsOf("p-1").isWanted(Table.ARTISTS, "1")).isFalse();
        assertThat(files.rowsOf("p-1").isWanted(Table.ARTISTS, "2")).isTrue();
        assertThat(files.rowsOf("p-1").isWanted(Table.ALBUM, "1")).isTrue();
        assertThat(files.rowsOf("p-2").isWanted(Table.ARTISTS, "1")).isTrue();
    }
}
