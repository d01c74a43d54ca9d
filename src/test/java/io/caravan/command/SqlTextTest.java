package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select 1;",
                "select 1 ; ;\n-- the end; of it\n",
                "select 'a;b', 'it''s; so'",
                "select \"a;\"\"b\" from t",
                "/* first; */ select 1 -- and; last",
                "select 1 -- one; of them\n + 2",
                "select /* one; of them */ 1 + /* another; */ 2",
                "select 1 /* a -- b; */ + 2",
                "select 1 -- /* a;\n + 2",
                "select $$a;b$$, $tag$c;$$;d$tag$",
                "select 1 /* open; to the end",
                "select 'open; to the end"
            })
    void oneStatementIsOneWhateverItQuotes(String sql) {
        assertThat(SqlText.statements(sql)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; select 2",
                "select ';'; select 2;",
                "-- a\nselect 1;--b\nselect 2",
                "select '';';'",
                "select 1 -- a\n; select 2",
                "select 1 -- it's\n; select 2 -- it's\n",
                "select /* a */ 1; select 2 /* b */",
                "select 1 /* it's */; select 2 /* it's */",
                "select 1 - - 2; select 3 / * 4"
            })
    void twoAreTwo(String sql) {
        assertThat(SqlText.statements(sql)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ;\n", "-- nothing; at all"})
    void nothingIsNone(String sql) {
        assertThat(SqlText.statements(sql)).isZero();
    }
}
