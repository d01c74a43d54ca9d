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
    cast(json_extract_string(entry, '$.run_id') as varchar),
    cast(json_extract_string(entry, '$.started_at') as timestamp),
    cast(json_extract_string(entry, '$.ended_at') as timestamp),
    cast(json_extract_string(entry, '$.outcome') as varchar),
    cast(json_extract_string(entry, '$.counts') as varchar),
    cast(json_extract_string(entry, '$.message') as varchar),
    cast(json_extract_string(entry, '$.exit_code') as integer),
    cast(json_extract_string(entry, '$.duration_ms') as bigint),
    cast(json_extract_string(entry, '$.playlists_read') as bigint),
    cast(json_extract_string(entry, '$.playlists_unchanged') as bigint),
    cast(json_extract_string(entry, '$.playlists_failed') as bigint),
    cast(json_extract_string(entry, '$.pages') as bigint),
    cast(json_extract_string(entry, '$.snapshots_transformed') as bigint),
    cast(json_extract_string(entry, '$.snapshots_loaded') as bigint),
    cast(json_extract_string(entry, '$.dead_letters') as bigint),
    cast(json_extract_string(entry, '$.seen') as bigint),
    cast(json_extract_string(entry, '$.rejected') as bigint)
from (
    select unnest(cast(:?rows as json[])) as entry
)
