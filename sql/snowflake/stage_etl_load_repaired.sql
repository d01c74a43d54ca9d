-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_load_repaired, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_load_repaired (
    snapshot,
    field,
    value_count
)
select
    cast(entry.value['snapshot'] as varchar),
    cast(entry.value['field'] as varchar),
    cast(entry.value['value_count'] as bigint)
from (select parse_json(:?rows) as entries) as given,
    lateral flatten(input => given.entries) as entry
