package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.lake.LakeObject;
import io.caravan.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is Redshift's own in a load; {@link RedshiftLoadIT} and {@link RedshiftWarehouseIT} show that the rest is as elsewhere. */
class RedshiftIT extends WarehouseFixture {
    private static final String STAGED = "transformed_data/redshift/";

    private StandInRedshift redshift;

    @Override
    TestedWarehouse newWarehouse() throws IOException {
        redshift = new StandInRedshift(folder.resolve("redshift"));
        return redshift;
    }

    private void plant(int first, int last) {
        for (int i = first; i <= last; i++) {
            snapshot("p" + i, DAY_1)
                    .playlist("P")
                    .song(0, "s" + i, i == 1 ? "" : "Song", "1", DAY_1)
                    .put(application());
        }
    }

    /** Returns the statements of a load, names of objects and runs left out. */
    private List<String> statementsOfALoad() {
        int before = redshift.redshift.statements().size();
        assertThat(load().failures()).isEmpty();
        List<String> all = redshift.redshift.statements();
        return all.subList(before, all.size()).stream()
                // By an empty one the pool looks whether a connection lives.
                .filter(sql -> !sql.isBlank())
                .map(sql -> sql.replaceAll("'[^']*'", "''"))
                .toList();
    }

    @Test
    void aBatchIsOneCopyATableAndAsManyStatementsAsOneOfASingleSnapshot() {
        plant(0, 0);
        load();
        plant(1, 1);
        List<String> ofOne = statementsOfALoad();
        plant(2, 21);
        List<String> ofMany = statementsOfALoad();

        assertThat(ofMany).isEqualTo(ofOne);
        assertThat(ofOne.stream()
                        .filter(sql -> sql.contains("copy stage_"))
                        .map(sql -> sql.replaceAll("(?s).*copy stage_(\\w+).*", "$1")))
                .doesNotHaveDuplicates()
                .containsAll(Table.ofSnapshots().stream().map(Table::label).toList())
                .contains("etl_load", "etl_load_rows");
        assertThat(lake().listDeep(STAGED)).as("gone after the commit").isEmpty();
        assertThat(query("select count(*) from spotify_data where song_name = ''"))
                .as("empty, and not null")
                .containsExactly(List.of(1L));

        String loaded = "transformed_data/loaded/p1_20261101T060000000Z.json";
        lake().put(inbox(loaded), lake().read(loaded), "application/json");
        load();

        assertThat(inbox()).isEmpty();
        assertThat(query("select count(*), count(distinct playlist_id) from spotify_data"))
                .containsExactly(List.of(22L, 22L));
    }

    private static String inbox(String loaded) {
        return loaded.replace("/loaded/", "/to_load/");
    }

    @Test
    void whatADeadProcessLeftIsDeletedWhenItIsADayOld() throws IOException {
        lake().put(STAGED + "old/songs.parquet", new byte[3], "application/vnd.apache.parquet");
        lake().put(STAGED + "young/songs.parquet", new byte[3], "application/vnd.apache.parquet");
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.endsWith(Path.of("old", "songs.parquet")))
                    .toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
            }
        }
        plant(0, 0);

        load();

        try (var left = lake().listDeep(STAGED)) {
            assertThat(left.map(LakeObject::key)).containsExactly(STAGED + "young/songs.parquet");
        }
    }

    /** For comments the driver asks in words that PostgreSQL has not; its answer comes out of this view. */
    @Test
    void toolsThatAskTheDriverFindKeysRelationsAndComments() throws Exception {
        plant(0, 0);
        load();
        try (var connection = redshift.redshift.open();
                var statement = connection.createStatement()) {
            for (String file : List.of("keys", "comments")) {
                String setup = Files.readString(Path.of("sql/redshift/setup", file + ".sql"));
                for (String sql : setup.strip().split(";\n", -1)) {
                    statement.execute(sql);
                }
            }
            DatabaseMetaData told = connection.getMetaData();
            assertThat(values(told.getPrimaryKeys(null, "public", "tbl_song_artists"), "COLUMN_NAME"))
                    .containsExactlyInAnyOrder("song_id", "position");
            assertThat(values(told.getImportedKeys(null, "public", "tbl_songs"), "PKTABLE_NAME"))
                    .containsExactlyInAnyOrder("tbl_album", "tbl_artists");
            assertThat(values(
                            statement.executeQuery("select remarks from svv_columns"
                                    + " where table_name = 'tbl_songs' and column_name = 'duration_ms'"),
                            "remarks"))
                    .containsExactly("Length in milliseconds");
        }
        plant(1, 1);

        assertThat(load().failures()).isEmpty();
        assertThat(count("tbl_songs")).isEqualTo(2);
    }

    private static List<String> values(ResultSet rows, String column) throws SQLException {
        var values = new ArrayList<String>();
        try (rows) {
            while (rows.next()) {
                values.add(rows.getString(column));
            }
        }
        return values;
    }
}
