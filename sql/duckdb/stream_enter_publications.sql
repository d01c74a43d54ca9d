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
    cast(json_extract_string(entry, '$.publication') as varchar),
    cast(json_extract_string(entry, '$.records') as bigint),
    cast(json_extract_string(entry, '$.digest') as varchar),
    cast(json_extract_string(entry, '$.topic') as varchar),
    cast(json_extract_string(entry, '$.partition_id') as integer),
    cast(json_extract_string(entry, '$.last_offset') as bigint),
    cast(json_extract_string(entry, '$.manifest') as varchar)
from (
    select unnest(cast(:?rows as json[])) as entry
)
