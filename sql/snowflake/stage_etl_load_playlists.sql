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
    cast(entry.value['snapshot'] as varchar),
    cast(entry.value['playlist_id'] as varchar),
    cast(entry.value['playlist_name'] as varchar),
    cast(entry.value['first_position'] as bigint),
    cast(entry.value['entries'] as bigint),
    cast(entry.value['total'] as bigint),
    cast(entry.value['last_position'] as bigint),
    cast(entry.value['whole'] as boolean),
    cast(entry.value['missing'] as bigint),
    cast(entry.value['items_removed_at'] as timestamp_ntz)
from (select parse_json(:?rows) as entries) as given,
    lateral flatten(input => given.entries) as entry
