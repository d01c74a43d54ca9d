-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads Parquet that the load has written of rows of etl_run; :files stands for the manifest that names it, :role for who reads it.
-- A second run doubles the rows.
copy stage_etl_run (
    run_id,
    started_at,
    ended_at,
    outcome,
    counts,
    message,
    exit_code,
    duration_ms,
    playlists_read,
    playlists_unchanged,
    playlists_failed,
    pages,
    snapshots_transformed,
    snapshots_loaded,
    dead_letters,
    seen,
    rejected
)
from :files
iam_role :role
format as parquet
manifest
