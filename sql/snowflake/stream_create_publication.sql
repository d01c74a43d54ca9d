-- Generated from the table model; CONTRIBUTING.md says how.
-- What is known of publications whose rows are landed and not merged yet. A second run changes nothing.
create table if not exists landing_stream_publication (
    publication varchar comment 'Publication that the row came with',
    records bigint comment 'Records that came so far',
    digest varchar comment 'Of these records',
    topic varchar comment 'Name of the topic',
    partition_id integer comment 'Number of the partition',
    last_offset bigint comment 'Offset of the last of them',
    manifest varchar comment 'What its end told, as JSON; null until that came'
)
comment = 'What is known of publications whose rows are landed and not merged yet'
