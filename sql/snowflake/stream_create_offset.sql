-- Generated from the table model; CONTRIBUTING.md says how.
-- How far each partition of a topic is landed. A second run changes nothing.
create table if not exists etl_offset (
    topic varchar comment 'Name of the topic',
    topic_id varchar comment 'Id of the topic, which one that was made anew does not have',
    partition_id integer comment 'Number of the partition',
    next_offset bigint comment 'Offset behind the last record that is landed'
)
comment = 'How far each partition of a topic is landed'
