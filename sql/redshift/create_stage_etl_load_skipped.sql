-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of etl_load_skipped that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_etl_load_skipped (
    "snapshot" varchar(65535),
    reason varchar(65535),
    entries bigint
)
