package io.caravan.model;

import java.util.List;

/** An engine that the statements are generated for: what it calls things, and the forms that no other shares. */
enum Engine {
    DUCKDB("timestamp") {
        @Override
        String created(Table table, Column column) {
            // Only text takes the time; in numbers DuckDB's own choice is good.
            boolean isOnceEach = isOfOneTextKey(table) && column.isKey();
            return type(column) + (isOnceEach ? " using compression uncompressed" : "");
        }

        /** It takes no comment where it creates. */
        @Override
        boolean commentsAfterwards() {
            return true;
        }

        @Override
        String whyCreatedSo(Table table) {
            return isOfOneTextKey(table)
                    ? "-- Each id stands here once, in random letters: compressing them saves little for the time that it takes.\n"
                    : "";
        }

        @Override
        String copy(String what, String into, List<Column> columns) {
            return """
                    -- Reads CSV files of %1$s; :files stands for their names. A second run doubles the rows.
                    -- Everything is said, since the defaults read "" as null; one thread, since a quoted line break may look like a row;
                    -- lines of 16 MiB, since the transform lets texts of a million characters pass.
                    insert into %2$s (
                    %3$s
                    )
                    select
                    %3$s
                    from %4$s""".formatted(what, into, Statements.names(columns), DuckDb.csv(columns, ":files"));
        }

        @Override
        String entry(Column column) {
            return "cast(json_extract_string(entry, '$.%s') as %s)".formatted(column.name(), type(column));
        }

        @Override
        String entries() {
            return """
                    from (
                        select unnest(cast(:?rows as json[])) as entry
                    )
                    """;
        }
    },

    SNOWFLAKE("timestamp_ntz") {
        @Override
        String created(Table table, Column column) {
            return type(column) + comment(column.sentence());
        }

        @Override
        String afterColumns(String sentence) {
            return "\ncomment = " + literal(sentence);
        }

        @Override
        String added(Column column) {
            return comment(column.sentence());
        }

        /** A view that is created anew would else lose who may read it. */
        @Override
        String common(String common) {
            return common.replaceFirst("(?m)^(create or replace view \\w+) as$", "$1 copy grants as")
                    .replaceAll(
                            "string_agg\\(([\\w.]+), ('[^']*') order by ([\\w.]+)\\)",
                            "listagg($1, $2) within group (order by $3)");
        }

        @Override
        String copy(String what, String into, List<Column> columns) {
            return """
                    -- Reads the CSV files named of %1$s. A second run doubles the rows: the table is new to each load, or each file
                    -- is, so what was copied before into another of its name must not count (force).
                    -- Everything is said, since the defaults read \\N as null and take a backslash for an escape.
                    copy into %2$s (
                    %3$s
                    )
                    from @:stage
                    files = (:files)
                    file_format = (
                        type = csv
                        encoding = 'utf8'
                        compression = none
                        record_delimiter = '\\n'
                        field_delimiter = ','
                        field_optionally_enclosed_by = '"'
                        skip_header = 1
                        parse_header = false
                        multi_line = true
                        skip_blank_lines = false
                        empty_field_as_null = true
                        null_if = ()
                        escape = none
                        escape_unenclosed_field = none
                        trim_space = false
                        error_on_column_count_mismatch = true
                        replace_invalid_characters = false
                        date_format = 'yyyy-mm-dd'
                        timestamp_format = 'yyyy-mm-dd hh24:mi:ss.ff3'
                    )
                    on_error = abort_statement
                    force = true
                    """.formatted(what, into, Statements.names(columns));
        }

        @Override
        String entry(Column column) {
            return "cast(entry.value['%s'] as %s)".formatted(column.name(), type(column));
        }

        @Override
        String entries() {
            return """
                    from (select parse_json(:?rows) as entries) as given,
                        lateral flatten(input => given.entries) as entry
                    """;
        }
    },

    REDSHIFT("timestamp") {
        /** Without a length it would hold 256 bytes. */
        @Override
        String type(Column column) {
            return column.type() == ColumnType.TEXT ? "varchar(65535)" : super.type(column);
        }

        /** It takes a primary key of no other columns. */
        @Override
        String created(Table table, Column column) {
            return type(column) + (column.isKey() ? " not null" : "");
        }

        /** {@inheritDoc} Redshift reserves words that no other engine does, one of which is the name of a column. */
        @Override
        String common(String common) {
            return RedshiftWords.quoted(common)
                    .replaceAll(
                            "string_agg\\(([\\w.]+), ('[^']*') order by ([\\w.]+)\\)",
                            "listagg($1, $2) within group (order by $3)");
        }

        @Override
        String createTemporary() {
            return "create temporary table";
        }

        @Override
        String secondRun() {
            return "A second run fails: a session begins by dropping it.";
        }

        @Override
        int firstMigration() {
            return 5;
        }

        /** {@inheritDoc} Redshift's alter table has no {@code if exists}, so a procedure asks. */
        @Override
        String addColumn(String table, Column column) {
            return """
                    create or replace procedure add_%2$s_to_%1$s()
                    as $$ begin
                        if exists (select 1 from svv_columns where table_schema = current_schema() and table_name = '%1$s')
                            and not exists (
                                select 1
                                from svv_columns
                                where table_schema = current_schema()
                                    and table_name = '%1$s'
                                    and column_name = '%2$s'
                            )
                        then
                            alter table %1$s
                            add column %2$s %3$s; end if; end; $$ language plpgsql;
                    call add_%2$s_to_%1$s();
                    drop procedure add_%2$s_to_%1$s()""".formatted(table, column.name(), type(column));
        }

        @Override
        String copy(String what, String into, List<Column> columns) {
            return """
                    -- Reads Parquet that the load has written of %1$s; :files stands for the manifest that names it, :role for who reads it.
                    -- A second run doubles the rows.
                    copy %2$s (
                    %3$s
                    )
                    from :files
                    iam_role :role
                    format as parquet
                    manifest
                    """.formatted(what, into, Statements.names(columns));
        }

        @Override
        String entry(Column column) {
            throw new UnsupportedOperationException("Rows come as Parquet, since no text of Redshift could hold them");
        }

        @Override
        String entries() {
            throw new UnsupportedOperationException("Rows come as Parquet, since no text of Redshift could hold them");
        }

        @Override
        boolean takesJson() {
            return false;
        }
    };

    private final String timestamp;

    Engine(String timestamp) {
        this.timestamp = timestamp;
    }

    /** Returns the name of the folder below {@code sql/}. */
    String folder() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String type(Column column) {
        return switch (column.type()) {
            case TEXT -> "varchar";
            case INT -> "integer";
            case LONG -> "bigint";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case TIMESTAMP -> timestamp;
        };
    }

    /** Returns what follows a column's name in {@code create table}. */
    abstract String created(Table table, Column column);

    /** Returns why columns are created so, as lines of a comment. */
    String whyCreatedSo(Table table) {
        return "";
    }

    /** Returns whether tables get their comments by statements of their own. */
    boolean commentsAfterwards() {
        return false;
    }

    /** Returns what follows the columns in {@code create table}. */
    String afterColumns(String sentence) {
        return "";
    }

    /** Returns what follows a column's type in {@code alter table}. */
    String added(Column column) {
        return "";
    }

    /** Returns the engine's own form of a statement that is not generated for each engine, or the common one. */
    String common(String common) {
        return common;
    }

    /** Returns how the making of a table of one session begins. */
    String createTemporary() {
        return "create or replace temporary table";
    }

    /** Returns what a second run of that does. */
    String secondRun() {
        return "A second run empties it.";
    }

    /** Returns the first migration that a warehouse of this engine can lack: with those before it there was none. */
    int firstMigration() {
        return 1;
    }

    /** Returns what gives a table of an earlier version a column, and does nothing where it has it or there is no table. */
    String addColumn(String table, Column column) {
        return """
                alter table if exists %s
                add column if not exists %s %s%s""".formatted(table, column.name(), type(column), added(column));
    }

    /** Tells whether rows that stand in no file come as a JSON text that is bound. */
    boolean takesJson() {
        return true;
    }

    /** Returns the statement that reads CSV files of something into a table. */
    abstract String copy(String what, String into, List<Column> columns);

    /** Returns a value of an entry of the JSON array {@code :?rows}. */
    abstract String entry(Column column);

    /** Returns where the entries come from. */
    abstract String entries();

    private static String comment(String sentence) {
        return " comment " + literal(sentence);
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static boolean isOfOneTextKey(Table table) {
        return table.kind() == Table.Kind.CURRENT
                && table.key().size() == 1
                && table.key().get(0).type() == ColumnType.TEXT;
    }
}
