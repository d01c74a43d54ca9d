-- Generated from the table model; CONTRIBUTING.md says how.
-- How far each partition of a topic is landed. A second run changes nothing.
create table if not exists etl_offset (
    topic varchar,
    topic_id varchar,
    partition_id integer,
    next_offset bigint
)
