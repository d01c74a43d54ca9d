-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_load_playlists, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_load_playlists (
    snapshot,
    playlist_id,
    playlist_name,
    first_position,
    entries,
    total,
    last_position,
    whole,
    missing,
    items_removed_at
)
select
    cast(json_extract_string(entry, '$.snapshot') as varchar),
    cast(json_extract_string(entry, '$.playlist_id') as varchar),
    cast(json_extract_string(entry, '$.playlist_name') as varchar),
    cast(json_extract_string(entry, '$.first_position') as bigint),
    cast(json_extract_string(entry, '$.entries') as bigint),
    cast(json_extract_string(entry, '$.total') as bigint),
    cast(json_extract_string(entry, '$.last_position') as bigint),
    cast(json_extract_string(entry, '$.whole') as boolean),
    cast(json_extract_string(entry, '$.missing') as bigint),
    cast(json_extract_string(entry, '$.items_removed_at') as timestamp)
from (
    select unnest(cast(:?rows as json[])) as entry
)
