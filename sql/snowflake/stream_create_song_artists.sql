-- Generated from the table model; CONTRIBUTING.md says how.
-- Rows of tbl_song_artists that came by the stream, until their publication is merged. A second run changes nothing.
create table if not exists landing_stream_song_artists (
    publication varchar comment 'Publication that the row came with',
    song_id varchar comment 'Id of the track at Spotify',
    position integer comment 'Place, from 0',
    artist_id varchar comment 'Id of the artist at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it'
)
comment = 'Rows of tbl_song_artists that came by the stream, until their publication is merged'
