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
    cast(json_extract_string(entry, '$.playlist_id') as varchar),
    cast(json_extract_string(entry, '$.snapshot') as varchar),
    cast(json_extract_string(entry, '$.first_position') as bigint),
    cast(json_extract_string(entry, '$.last_position') as bigint),
    cast(json_extract_string(entry, '$.extracted_at') as timestamp)
from (
    select unnest(cast(:?rows as json[])) as entry
)
