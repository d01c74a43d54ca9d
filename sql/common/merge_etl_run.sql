-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of stage_etl_run into etl_run. A second run changes nothing.
merge into etl_run
using stage_etl_run
on etl_run.run_id = stage_etl_run.run_id
when matched then update set
    started_at = stage_etl_run.started_at,
    ended_at = stage_etl_run.ended_at,
    outcome = stage_etl_run.outcome,
    counts = stage_etl_run.counts,
    message = stage_etl_run.message,
    exit_code = stage_etl_run.exit_code,
    duration_ms = stage_etl_run.duration_ms,
    playlists_read = stage_etl_run.playlists_read,
    playlists_unchanged = stage_etl_run.playlists_unchanged,
    playlists_failed = stage_etl_run.playlists_failed,
    pages = stage_etl_run.pages,
    snapshots_transformed = stage_etl_run.snapshots_transformed,
    snapshots_loaded = stage_etl_run.snapshots_loaded,
    dead_letters = stage_etl_run.dead_letters,
    seen = stage_etl_run.seen,
    rejected = stage_etl_run.rejected
when not matched then insert (
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
) values (
    stage_etl_run.run_id,
    stage_etl_run.started_at,
    stage_etl_run.ended_at,
    stage_etl_run.outcome,
    stage_etl_run.counts,
    stage_etl_run.message,
    stage_etl_run.exit_code,
    stage_etl_run.duration_ms,
    stage_etl_run.playlists_read,
    stage_etl_run.playlists_unchanged,
    stage_etl_run.playlists_failed,
    stage_etl_run.pages,
    stage_etl_run.snapshots_transformed,
    stage_etl_run.snapshots_loaded,
    stage_etl_run.dead_letters,
    stage_etl_run.seen,
    stage_etl_run.rejected
)
