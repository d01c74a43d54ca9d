-- Generated from the table model; CONTRIBUTING.md says how.
-- The artists of each song in their order, from 0. A second run changes nothing.
create table if not exists tbl_song_artists (
    song_id varchar comment 'Id of the track at Spotify',
    position integer comment 'Place, from 0',
    artist_id varchar comment 'Id of the artist at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it'
)
comment = 'The artists of each song in their order, from 0'
