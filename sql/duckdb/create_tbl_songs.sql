-- Generated from the table model; CONTRIBUTING.md says how.
-- One row a song: its newest form, and the earliest time at which any playlist had it. A second run changes nothing.
-- Each id stands here once, in random letters: compressing them saves little for the time that it takes.
create table if not exists tbl_songs (
    song_id varchar using compression uncompressed,
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
    snapshot varchar,
    told_by varchar
)
