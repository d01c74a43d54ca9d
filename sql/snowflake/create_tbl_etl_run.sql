-- Generated from the table model; CONTRIBUTING.md says how.
-- One row a run: how it ended and what it did. A second run changes nothing.
create table if not exists etl_run (
    run_id varchar comment 'Run that did it',
    started_at timestamp_ntz comment 'When the run began, UTC',
    ended_at timestamp_ntz comment 'When the run ended, UTC',
    outcome varchar comment 'How it ended; running while it reads playlists, and where it died meanwhile',
    counts varchar comment 'What it did, as JSON',
    message varchar comment 'What failed',
    exit_code integer comment 'Exit code of that outcome',
    duration_ms bigint comment 'From its begin to its end, in milliseconds',
    playlists_read bigint comment 'Playlists of which a new raw object was written',
    playlists_unchanged bigint comment 'Playlists that were as they had been',
    playlists_failed bigint comment 'Playlists that could not be read',
    pages bigint comment 'Answers of Spotify with entries in them',
    snapshots_transformed bigint comment 'Raw objects turned into CSV files',
    snapshots_loaded bigint comment 'Snapshots that a load added to the warehouse',
    dead_letters bigint comment 'Objects set aside',
    seen bigint comment 'Entries in the transformed raw objects',
    rejected bigint comment 'Entries whose values do not fit'
)
comment = 'One row a run: how it ended and what it did'
