-- Generated from the table model; CONTRIBUTING.md says how.
-- Adds rows of etl_offset, a JSON array of objects. A second run doubles the rows.
insert into etl_offset (
    topic,
    topic_id,
    partition_id,
    next_offset
)
select
    cast(json_extract_string(entry, '$.topic') as varchar),
    cast(json_extract_string(entry, '$.topic_id') as varchar),
    cast(json_extract_string(entry, '$.partition_id') as integer),
    cast(json_extract_string(entry, '$.next_offset') as bigint)
from (
    select unnest(cast(:?rows as json[])) as entry
)
