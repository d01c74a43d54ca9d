package io.caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A current table of which no column can be withheld, such as none of ours is; its statements are run by DuckDB. */
class StatementsTest {
    private static final List<Column> COLUMNS = List.of(
            Column.text(1, "label_id", "Id of the label").key(),
            Column.text(2, "label_name", "Name").required(),
            Column.timestamp(3, "first_seen", "Earliest time at which anybody saw it")
                    .earliest(),
            Column.timestamp(4, "extracted_at", "When the read began").required(),
            Column.text(5, "snapshot", "Snapshot").required());

    private static final TableForm LABEL = new TableForm(
            "label",
            "tbl_label",
            COLUMNS,
            Stream.concat(
                            COLUMNS.stream(),
                            Stream.of(Column.text(6, "told_by", "Who told it").onlyInTable()))
                    .toList());

    private Connection duckDb;

    @BeforeEach
    void makeTables() throws SQLException {
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
        run("create table tbl_label (label_id varchar, label_name varchar, first_seen timestamp,"
                + " extracted_at timestamp, snapshot varchar, told_by varchar)");
        run("create table winner_etl_load (snapshot varchar)");
        run("create table stage_etl_load (snapshot varchar, replay boolean)");
        run(Statements.createStage(Engine.DUCKDB, LABEL));
        run(Statements.createWinner(LABEL));
    }

    @AfterEach
    void close() throws SQLException {
        duckDb.close();
    }

    @Test
    void theNewestRowOfAKeyIsTakenWholeWhateverTheOrder() throws SQLException {
        run("insert into tbl_label values"
                + " ('a', 'older', '2026-01-05', '2026-01-01', 's1', null), ('b', 'newer', '2026-01-05', '2026-01-09', 's9', null),"
                + " ('c', 'alone', '2026-01-05', '2026-01-01', 's1', null)");
        run("insert into stage_label values ('a', 'newest', '2026-01-07', '2026-01-03', 's3'),"
                + " ('a', 'new', '2026-01-08', '2026-01-02', 's2'), ('b', 'old', '2026-01-02', '2026-01-03', 's3'),"
                + " ('d', 'first', null, '2026-01-03', 's3')");

        load();

        assertThat(rows())
                .containsExactly(
                        "a newest 2026-01-05 s3 null",
                        "b newer 2026-01-02 s9 null",
                        "c alone 2026-01-05 s1 null",
                        "d first null s3 null");
    }

    @Test
    void aReplayedSnapshotCountsByWhatItBringsNow() throws SQLException {
        run("insert into tbl_label values ('a', 'before', '2026-01-05', '2026-01-09', 's9', null),"
                + " ('b', 'gone', '2026-01-05', '2026-01-09', 's9', null)");
        run("insert into stage_label values ('a', 'now', '2026-01-05', '2026-01-09', 's9'),"
                + " ('b', 'older', '2026-01-06', '2026-01-02', 's2')");
        run("insert into winner_etl_load values ('s9'), ('s2')");
        run("insert into stage_etl_load values ('s9', true), ('s2', false)");

        load();

        assertThat(rows()).containsExactly("a now 2026-01-05 s9 null", "b older 2026-01-05 s2 null");
    }

    private void load() throws SQLException {
        run(Statements.winnerOfCurrent(LABEL));
        run(Statements.merge(LABEL, "winner_label"));
    }

    private void run(String sql) throws SQLException {
        try (var statement = duckDb.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows() throws SQLException {
        try (var statement = duckDb.createStatement();
                var found = statement.executeQuery(
                        "select label_id, label_name, cast(first_seen as date), snapshot, told_by from tbl_label order by 1")) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add("%s %s %s %s %s"
                        .formatted(
                                found.getString(1),
                                found.getString(2),
                                found.getString(3),
                                found.getString(4),
                                found.getString(5)));
            }
            return rows;
        }
    }
}
