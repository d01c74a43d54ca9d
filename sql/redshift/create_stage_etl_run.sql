-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of etl_run that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_etl_run (
    run_id varchar(65535),
    started_at timestamp,
    ended_at timestamp,
    outcome varchar(65535),
    counts varchar(65535),
    message varchar(65535),
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
