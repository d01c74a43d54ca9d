-- Puts the manifests of a load, a JSON array, into their stage. A second run doubles the rows.
insert into stage_load (
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
    replay
)
select
    json_extract_string(manifest, '$.snapshot'),
    json_extract_string(manifest, '$.raw_key'),
    json_extract_string(manifest, '$.raw_sha256'),
    cast(json_extract_string(manifest, '$.extracted_at') as timestamp),
    :?run_id,
    cast(:?loaded_at as timestamp),
    cast(json_extract_string(manifest, '$.consistent') as boolean),
    cast(json_extract_string(manifest, '$.files.album.rows') as bigint),
    cast(json_extract_string(manifest, '$.files.artists.rows') as bigint),
    cast(json_extract_string(manifest, '$.files.songs.rows') as bigint),
    cast(json_extract_string(manifest, '$.files.song_artists.rows') as bigint),
    cast(json_extract_string(manifest, '$.files.playlist.rows') as bigint),
    cast(json_extract_string(manifest, '$.files.playlist_items.rows') as bigint),
    cast(json_extract_string(manifest, '$.seen') as bigint),
    cast(json_extract_string(manifest, '$.skipped.null_item') as bigint),
    cast(json_extract_string(manifest, '$.skipped.local_file') as bigint),
    cast(json_extract_string(manifest, '$.skipped.episode') as bigint),
    cast(json_extract_string(manifest, '$.skipped.no_id') as bigint),
    cast(json_extract_string(manifest, '$.rejected') as bigint),
    cast(json_extract_string(manifest, '$.transform_version') as integer),
    coalesce(cast(json_extract_string(manifest, '$.replay') as boolean), false)
from (
    select unnest(cast(:?manifests as json[])) as manifest
)
