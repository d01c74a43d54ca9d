package io.caravan.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.warehouse.SqlFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the stand-in takes and refuses. */
class RedshiftSqlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "select count(*) filter (where a > 1) from t | filter",
                "select array_agg(a) from t | array_agg",
                "select a, (array_agg(b))[1] from t | [",
                "select regr_slope(a, b) from t | regr_slope",
                "select arg_max(a, b) from t | arg_max",
                "select string_agg(a, ',' order by b) from t | string_agg",
                "select a, string_agg(b, ',') from t | string_agg",
                "select snapshot from t | snapshot",
                "select explicit from t | explicit",
                "select * from a asof join b on a.x = b.x | asof",
                "select * from a, lateral (select 1) as b | lateral",
                "merge into t as a using s on a.x = s.x when matched then update set y = s.y when not matched then insert (x) values (s.x) | merge",
                "merge into t a using s on a.x = s.x when matched then update set y = s.y when not matched then insert (x) values (s.x) | merge",
                "merge into t using (select 1 as x) as s on t.x = s.x when matched then update set y = s.y when not matched then insert (x) values (s.x) | merge",
                "merge into t using s on t.x = s.x when matched and s.y > 1 then update set y = s.y when not matched then insert (x) values (s.x) | merge",
                "merge into t using s on t.x = s.x when not matched then insert (x) values (s.x) | merge",
                "create or replace temporary table t (a integer) | create or replace temporary",
                "create table if not exists t as select 1 as a | with a query",
                "alter table if exists t add column a integer | alter table",
                "alter table t add column if not exists a integer | alter table",
                "insert into t (a) values (1) on conflict do nothing | on conflict",
                "insert into t (a) values (1) returning a | returning",
                "vacuum analyze t | vacuum",
                "set work_mem to '1GB' | set work_mem"
            })
    void whatRedshiftDoesNotListIsRefused(String sql, String why) {
        assertThatThrownBy(() -> RedshiftSql.checked(sql))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "copy t (a) from 's3://b/m' iam_role 'arn:aws:iam::123456789012:role/r' format as parquet manifest maxerror 5",
                "copy t (a) from 's3://b/m' iam_role 'arn:aws:iam::123456789012:role/r' format as parquet",
                "copy t (a) from 's3://b/m' iam_role 'arn:aws:iam::123456789012:role/r' format as csv manifest",
                "copy t (a) from 's3://b/m' format as parquet manifest",
                "copy t (a) from program 'x'",
                "copy t from 's3://b/m' iam_role 'arn:aws:iam::123456789012:role/r' format as parquet manifest on_error continue"
            })
    void aCopyWithAnotherOptionIsRefused(String sql) {
        assertThatThrownBy(() -> new RedshiftCopy(null).asInsert(sql))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("copy");
    }

    @Test
    void everyStatementOfOursIsOneThatRedshiftLists() {
        var files = new SqlFiles("sql/redshift");

        assertThat(files.names("")).hasSizeGreaterThan(100);
        for (String name : files.names("")) {
            if (!name.startsWith("stream_") && !name.startsWith("copy_") && !name.matches("stage_.*")) {
                String sql = files.statement(name).replaceAll(":\\?\\w+", "\\$1");
                assertThatCode(() -> RedshiftSql.checked(sql)).as(name).doesNotThrowAnyException();
            }
        }
    }
}
