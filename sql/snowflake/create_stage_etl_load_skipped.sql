-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of etl_load_skipped that are to be merged stand first. A second run empties it.
create or replace temporary table stage_etl_load_skipped (
    snapshot varchar,
    reason varchar,
    entries bigint
)
