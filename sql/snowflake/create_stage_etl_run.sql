-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of etl_run that are to be merged stand first. A second run empties it.
create or replace temporary table stage_etl_run (
    run_id varchar,
    started_at timestamp_ntz,
    ended_at timestamp_ntz,
    outcome varchar,
    counts varchar,
    message varchar,
    exit_code integer,
    duration_ms bigint,
    playlists_read bigint,
    playlists_unchanged bigint,
    playlists_failed bigint,
    pages bigint,
    snapshots_transformed bigint,
    snapshots_loaded bigint,
    dead_letters bigint,
    seen bigint,
    rejected bigint
)
