-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_load_withheld, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_load_withheld (
    snapshot,
    playlist_id,
    table_name,
    column_name
)
select
    cast(json_extract_string(entry, '$.snapshot') as varchar),
    cast(json_extract_string(entry, '$.playlist_id') as varchar),
    cast(json_extract_string(entry, '$.table_name') as varchar),
    cast(json_extract_string(entry, '$.column_name') as varchar)
from (
    select unnest(cast(:?rows as json[])) as entry
)
