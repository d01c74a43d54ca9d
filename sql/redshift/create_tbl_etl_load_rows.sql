-- Generated from the table model; CONTRIBUTING.md says how.
-- How many rows of each table a loaded snapshot held. A second run changes nothing.
create table if not exists etl_load_rows (
    "snapshot" varchar(65535) not null,
    table_name varchar(65535) not null,
    row_count bigint
)
