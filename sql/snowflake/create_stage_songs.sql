-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_songs that are to be merged stand first. A second run empties it.
create or replace temporary table stage_songs (
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
