-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_run, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_run (
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
select
    cast(entry.value['run_id'] as varchar),
    cast(entry.value['started_at'] as timestamp_ntz),
    cast(entry.value['ended_at'] as timestamp_ntz),
    cast(entry.value['outcome'] as varchar),
    cast(entry.value['counts'] as varchar),
    cast(entry.value['message'] as varchar),
    cast(entry.value['exit_code'] as integer),
    cast(entry.value['duration_ms'] as bigint),
    cast(entry.value['playlists_read'] as bigint),
    cast(entry.value['playlists_unchanged'] as bigint),
    cast(entry.value['playlists_failed'] as bigint),
    cast(entry.value['pages'] as bigint),
    cast(entry.value['snapshots_transformed'] as bigint),
    cast(entry.value['snapshots_loaded'] as bigint),
    cast(entry.value['dead_letters'] as bigint),
    cast(entry.value['seen'] as bigint),
    cast(entry.value['rejected'] as bigint)
from (select parse_json(:?rows) as entries) as given,
    lateral flatten(input => given.entries) as entry
