-- Generated from the table model; CONTRIBUTING.md says how.
-- Publications that are whole, to be merged. Reads only.
select
    publication,
    records,
    digest,
    topic,
    partition_id,
    last_offset,
    manifest
from landing_stream_publication
where manifest is not null
order by partition_id, last_offset
