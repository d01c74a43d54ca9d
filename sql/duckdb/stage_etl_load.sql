-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_load, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_load (
    snapshot,
    raw_key,
    raw_sha256,
    extracted_at,
    run_id,
    loaded_at,
    consistent,
    album_rows,
    artists_rows,
    songs_rows,
    song_artists_rows,
    playlist_rows,
    playlist_items_rows,
    seen,
    skipped_null_item,
    skipped_local_file,
    skipped_episode,
    skipped_no_id,
    rejected,
    transform_version,
    replay,
    tells_playlists
)
select
    cast(json_extract_string(entry, '$.snapshot') as varchar),
    cast(json_extract_string(entry, '$.raw_key') as varchar),
    cast(json_extract_string(entry, '$.raw_sha256') as varchar),
    cast(json_extract_string(entry, '$.extracted_at') as timestamp),
    cast(json_extract_string(entry, '$.run_id') as varchar),
    cast(json_extract_string(entry, '$.loaded_at') as timestamp),
    cast(json_extract_string(entry, '$.consistent') as boolean),
    cast(json_extract_string(entry, '$.album_rows') as bigint),
    cast(json_extract_string(entry, '$.artists_rows') as bigint),
    cast(json_extract_string(entry, '$.songs_rows') as bigint),
    cast(json_extract_string(entry, '$.song_artists_rows') as bigint),
    cast(json_extract_string(entry, '$.playlist_rows') as bigint),
    cast(json_extract_string(entry, '$.playlist_items_rows') as bigint),
    cast(json_extract_string(entry, '$.seen') as bigint),
    cast(json_extract_string(entry, '$.skipped_null_item') as bigint),
    cast(json_extract_string(entry, '$.skipped_local_file') as bigint),
    cast(json_extract_string(entry, '$.skipped_episode') as bigint),
    cast(json_extract_string(entry, '$.skipped_no_id') as bigint),
    cast(json_extract_string(entry, '$.rejected') as bigint),
    cast(json_extract_string(entry, '$.transform_version') as integer),
    cast(json_extract_string(entry, '$.replay') as boolean),
    cast(json_extract_string(entry, '$.tells_playlists') as boolean)
from (
    select unnest(cast(:?rows as json[])) as entry
)
