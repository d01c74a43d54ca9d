-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_load_skipped, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_load_skipped (
    snapshot,
    reason,
    entries
)
select
    cast(json_extract_string(entry, '$.snapshot') as varchar),
    cast(json_extract_string(entry, '$.reason') as varchar),
    cast(json_extract_string(entry, '$.entries') as bigint)
from (
    select unnest(cast(:?rows as json[])) as entry
)
