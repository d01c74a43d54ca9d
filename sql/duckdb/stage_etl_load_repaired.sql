-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_load_repaired, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_load_repaired (
    snapshot,
    field,
    value_count
)
select
    cast(json_extract_string(entry, '$.snapshot') as varchar),
    cast(json_extract_string(entry, '$.field') as varchar),
    cast(json_extract_string(entry, '$.value_count') as bigint)
from (
    select unnest(cast(:?rows as json[])) as entry
)
