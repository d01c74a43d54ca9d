-- Generated from the table model; CONTRIBUTING.md says how.
-- How many values of a loaded snapshot were repaired or became null, since they were none of their kind. A second run changes nothing.
create table if not exists etl_load_repaired (
    "snapshot" varchar(65535) not null,
    field varchar(65535) not null,
    value_count bigint
)
