-- One row a song: its newest form, and the earliest time at which any playlist had it. A second run changes nothing.
create table if not exists tbl_songs (
    song_id varchar,
    song_name varchar,
    duration_ms bigint,
    url varchar,
    popularity integer,
    explicit boolean,
    isrc varchar,
    song_added timestamp_ntz,
    album_id varchar,
    artist_id varchar,
    extracted_at timestamp_ntz,
    snapshot varchar
)
