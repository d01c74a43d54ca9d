-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of etl_load_repaired that are to be merged stand first. A second run empties it.
create or replace temporary table stage_etl_load_repaired (
    snapshot varchar,
    field varchar,
    value_count bigint
)
