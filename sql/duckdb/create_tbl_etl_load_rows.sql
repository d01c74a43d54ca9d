-- Generated from the table model; CONTRIBUTING.md says how.
-- How many rows of each table a loaded snapshot held. A second run changes nothing.
create table if not exists etl_load_rows (
    snapshot varchar,
    table_name varchar,
    row_count bigint
)
