-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that etl_load_repaired is to have stands before it is merged. A second run fails: a session begins by dropping it.
create temporary table winner_etl_load_repaired (
    "snapshot" varchar(65535),
    field varchar(65535),
    value_count bigint
)
