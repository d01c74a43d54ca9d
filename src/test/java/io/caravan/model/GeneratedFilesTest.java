package io.caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedFilesTest {
    @Test
    void theFilesAreWhatTheModelSays() throws IOException {
        Map<Path, String> files = GeneratedFiles.all();

        assertThat(files).hasSizeGreaterThan(100);
        for (var file : files.entrySet()) {
            assertThat(file.getKey())
                    .content()
                    .as("%s; CONTRIBUTING.md says how to write it anew", file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void whatTheModelDoesNotGiveDoesNotSayThatItIsGenerated() throws IOException {
        assertThat(GeneratedFiles.all()).containsKeys(GeneratedFiles.marked().toArray(Path[]::new));
    }

    /** What follows from the model must not be typed, here as little as elsewhere. Views do not follow from it: they are questions. */
    @Test
    void theHandWrittenSqlOfLoadsIsASixthOfWhatItWas() throws IOException {
        try (Stream<Path> found = Files.walk(Path.of("sql"))) {
            List<Path> written = found.filter(Files::isRegularFile)
                    .filter(file -> !file.getParent().endsWith("setup"))
                    .filter(file -> !file.getFileName().toString().startsWith("create_view_"))
                    .toList();
            long lines = 0;
            for (Path file : written) {
                List<String> text = Files.readAllLines(file);
                if (!GeneratedFiles.MARK.strip().equals(text.get(0))) {
                    lines += text.stream()
                            .filter(line -> !line.isBlank() && !line.startsWith("--"))
                            .count();
                }
            }
            assertThat(lines).isBetween(100L, 500L);
        }
    }

    @Test
    void everyTableHasAKeyAndEveryColumnANumberOfItsOwn() {
        for (Table table : Table.values()) {
            assertThat(table.key()).as("%s", table).isNotEmpty();
            assertThat(table.columns())
                    .as("%s", table)
                    .extracting(Column::fieldId)
                    .doesNotHaveDuplicates();
            assertThat(table.columns()).as("%s", table).extracting(Column::name).doesNotHaveDuplicates();
            assertThat(table.columns()).as("%s", table).allSatisfy(column -> assertThat(column.since())
                    .isBetween(1, Table.VERSION));
        }
    }

    /** Typed here a second time, since pipes outside of Caravan read these files by position. */
    @Test
    void theColumnsOfTheFirstVersionStandWhereTheyStood() {
        assertThat(ofVersionOne(Table.ALBUM))
                .containsExactly(
                        "album_id",
                        "album_name",
                        "release_date",
                        "release_date_precision",
                        "total_tracks",
                        "url",
                        "extracted_at",
                        "snapshot");
        assertThat(ofVersionOne(Table.ARTISTS))
                .containsExactly("artist_id", "artist_name", "url", "extracted_at", "snapshot");
        assertThat(ofVersionOne(Table.SONGS))
                .containsExactly(
                        "song_id",
                        "song_name",
                        "duration_ms",
                        "url",
                        "popularity",
                        "explicit",
                        "isrc",
                        "song_added",
                        "album_id",
                        "artist_id",
                        "extracted_at",
                        "snapshot");
        assertThat(ofVersionOne(Table.SONG_ARTISTS))
                .containsExactly("song_id", "position", "artist_id", "extracted_at", "snapshot");
        assertThat(ofVersionOne(Table.PLAYLIST))
                .containsExactly(
                        "playlist_id",
                        "playlist_name",
                        "owner_id",
                        "snapshot_id",
                        "total_items",
                        "url",
                        "items_extracted_at",
                        "extracted_at",
                        "snapshot");
        assertThat(ofVersionOne(Table.PLAYLIST_ITEMS))
                .containsExactly(
                        "playlist_id",
                        "position",
                        "song_id",
                        "added_at",
                        "added_by",
                        "popularity",
                        "extracted_at",
                        "snapshot");
    }

    private static List<String> ofVersionOne(Table table) {
        List<Column> first =
                table.columns().stream().filter(column -> column.since() == 1).toList();
        assertThat(table.columns()).startsWith(first.toArray(Column[]::new));
        return first.stream().map(Column::name).toList();
    }
}
