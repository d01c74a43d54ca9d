-- Generated from the table model; CONTRIBUTING.md says how.
-- How far each partition is landed. Reads only.
select
    topic,
    topic_id,
    partition_id,
    next_offset
from etl_offset
where topic = :?topic
