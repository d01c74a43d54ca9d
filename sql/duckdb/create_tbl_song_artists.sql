-- The artists of each song in their order, from 0. A second run changes nothing.
-- Ids are random letters, of which compression takes more time than space.
create table if not exists tbl_song_artists (
    song_id varchar using compression uncompressed,
    position integer,
    artist_id varchar using compression uncompressed,
    extracted_at timestamp,
    snapshot varchar
)
