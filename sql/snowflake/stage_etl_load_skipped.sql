-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_load_skipped, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_load_skipped (
    snapshot,
    reason,
    entries
)
select
    cast(entry.value['snapshot'] as varchar),
    cast(entry.value['reason'] as varchar),
    cast(entry.value['entries'] as bigint)
from (select parse_json(:?rows) as entries) as given,
    lateral flatten(input => given.entries) as entry
