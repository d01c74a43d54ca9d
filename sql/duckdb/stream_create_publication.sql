-- Generated from the table model; CONTRIBUTING.md says how.
-- What is known of publications whose rows are landed and not merged yet. A second run changes nothing.
create table if not exists landing_stream_publication (
    publication varchar,
    records bigint,
    digest varchar,
    topic varchar,
    partition_id integer,
    last_offset bigint,
    manifest varchar
)
