-- One row a song: its newest form, and the earliest time at which any playlist had it. A second run changes nothing.
-- Ids are random letters, of which compression takes more time than space.
create table if not exists tbl_songs (
    song_id varchar using compression uncompressed,
    song_name varchar,
    duration_ms bigint,
    url varchar,
    popularity integer,
    explicit boolean,
    isrc varchar,
    song_added timestamp,
    album_id varchar using compression uncompressed,
    artist_id varchar using compression uncompressed,
    extracted_at timestamp,
    snapshot varchar
)
