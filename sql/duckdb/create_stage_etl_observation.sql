-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of etl_observation that are to be merged stand first. A second run empties it.
create or replace temporary table stage_etl_observation (
    playlist_id varchar,
    observed_at timestamp,
    outcome varchar,
    run_id varchar
)
