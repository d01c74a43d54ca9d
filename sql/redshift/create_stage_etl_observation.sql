-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of etl_observation that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_etl_observation (
    playlist_id varchar(65535),
    observed_at timestamp,
    outcome varchar(65535),
    run_id varchar(65535)
)
