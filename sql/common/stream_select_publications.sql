-- Generated from the table model; CONTRIBUTING.md says how.
-- What is known of publications; :publications stands for these. Reads only.
select
    publication,
    records,
    digest,
    topic,
    partition_id,
    last_offset,
    manifest
from landing_stream_publication
where publication in (:publications)
order by partition_id, last_offset
