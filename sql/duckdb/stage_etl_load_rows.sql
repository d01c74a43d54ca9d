-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_load_rows, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_load_rows (
    snapshot,
    table_name,
    row_count
)
select
    cast(json_extract_string(entry, '$.snapshot') as varchar),
    cast(json_extract_string(entry, '$.table_name') as varchar),
    cast(json_extract_string(entry, '$.row_count') as bigint)
from (
    select unnest(cast(:?rows as json[])) as entry
)
