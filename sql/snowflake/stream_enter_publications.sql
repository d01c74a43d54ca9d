-- Generated from the table model; CONTRIBUTING.md says how.
-- Adds rows of landing_stream_publication, a JSON array of objects. A second run doubles the rows.
insert into landing_stream_publication (
    publication,
    records,
    digest,
    topic,
    partition_id,
    last_offset,
    manifest
)
select
    cast(entry.value['publication'] as varchar),
    cast(entry.value['records'] as bigint),
    cast(entry.value['digest'] as varchar),
    cast(entry.value['topic'] as varchar),
    cast(entry.value['partition_id'] as integer),
    cast(entry.value['last_offset'] as bigint),
    cast(entry.value['manifest'] as varchar)
from (select parse_json(:?rows) as entries) as given,
    lateral flatten(input => given.entries) as entry
