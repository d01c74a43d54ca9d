-- Generated from the table model; CONTRIBUTING.md says how.
-- Rows of tbl_artists that came by the stream, until their publication is merged. A second run changes nothing.
create table if not exists landing_stream_artists (
    publication varchar,
    artist_id varchar,
    artist_name varchar,
    url varchar,
    extracted_at timestamp,
    snapshot varchar
)
