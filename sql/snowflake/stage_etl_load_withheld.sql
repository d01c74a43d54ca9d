-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_load_withheld, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_load_withheld (
    snapshot,
    playlist_id,
    table_name,
    column_name
)
select
    cast(entry.value['snapshot'] as varchar),
    cast(entry.value['playlist_id'] as varchar),
    cast(entry.value['table_name'] as varchar),
    cast(entry.value['column_name'] as varchar)
from (select parse_json(:?rows) as entries) as given,
    lateral flatten(input => given.entries) as entry
