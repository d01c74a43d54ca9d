-- Generated from the table model; CONTRIBUTING.md says how.
-- One row a run: how it ended and what it did. A second run changes nothing.
create or replace view etl_run as
select
    told.run_id,
    told.started_at,
    told.ended_at,
    told.outcome,
    told.counts,
    told.message,
    told.exit_code,
    told.duration_ms,
    told.playlists_read,
    told.playlists_unchanged,
    told.playlists_failed,
    told.pages,
    told.snapshots_transformed,
    told.snapshots_loaded,
    told.dead_letters,
    told.seen,
    told.rejected
from :lake.etl_run as told
