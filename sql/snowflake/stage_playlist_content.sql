-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of tbl_playlist_content, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_playlist_content (
    playlist_id,
    snapshot,
    first_position,
    last_position,
    extracted_at
)
select
    cast(entry.value['playlist_id'] as varchar),
    cast(entry.value['snapshot'] as varchar),
    cast(entry.value['first_position'] as bigint),
    cast(entry.value['last_position'] as bigint),
    cast(entry.value['extracted_at'] as timestamp_ntz)
from (select parse_json(:?rows) as entries) as given,
    lateral flatten(input => given.entries) as entry
