-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_load_rows, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_load_rows (
    snapshot,
    table_name,
    row_count
)
select
    cast(entry.value['snapshot'] as varchar),
    cast(entry.value['table_name'] as varchar),
    cast(entry.value['row_count'] as bigint)
from (select parse_json(:?rows) as entries) as given,
    lateral flatten(input => given.entries) as entry
