-- Generated from the table model; CONTRIBUTING.md says how.
-- One row a run: how it ended and what it did. A second run changes nothing.
create table if not exists etl_run (
    run_id varchar(65535) not null,
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
