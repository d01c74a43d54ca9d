-- Generated from the table model; CONTRIBUTING.md says how.
-- Adds rows of etl_offset, a JSON array of objects. A second run doubles the rows.
insert into etl_offset (
    topic,
    topic_id,
    partition_id,
    next_offset
)
select
    cast(entry.value['topic'] as varchar),
    cast(entry.value['topic_id'] as varchar),
    cast(entry.value['partition_id'] as integer),
    cast(entry.value['next_offset'] as bigint)
from (select parse_json(:?rows) as entries) as given,
    lateral flatten(input => given.entries) as entry
