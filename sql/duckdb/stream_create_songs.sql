-- Generated from the table model; CONTRIBUTING.md says how.
-- Rows of tbl_songs that came by the stream, until their publication is merged. A second run changes nothing.
create table if not exists landing_stream_songs (
    publication varchar,
    song_id varchar,
    song_name varchar,
    duration_ms bigint,
    url varchar,
    popularity integer,
    explicit boolean,
    isrc varchar,
    song_added timestamp,
    album_id varchar,
    artist_id varchar,
    extracted_at timestamp,
    snapshot varchar
)
