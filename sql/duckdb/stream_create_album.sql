-- Generated from the table model; CONTRIBUTING.md says how.
-- Rows of tbl_album that came by the stream, until their publication is merged. A second run changes nothing.
create table if not exists landing_stream_album (
    publication varchar,
    album_id varchar,
    album_name varchar,
    release_date date,
    release_date_precision varchar,
    total_tracks integer,
    url varchar,
    extracted_at timestamp,
    snapshot varchar
)
