-- Generated from the table model; CONTRIBUTING.md says how.
-- How many entries of a loaded snapshot were skipped, by reason. A second run changes nothing.
create table if not exists etl_load_skipped (
    "snapshot" varchar(65535) not null,
    reason varchar(65535) not null,
    entries bigint
)
