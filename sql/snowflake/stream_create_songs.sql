-- Generated from the table model; CONTRIBUTING.md says how.
-- Rows of tbl_songs that came by the stream, until their publication is merged. A second run changes nothing.
create table if not exists landing_stream_songs (
    publication varchar comment 'Publication that the row came with',
    song_id varchar comment 'Id of the track at Spotify',
    song_name varchar comment 'Name, as Spotify gives it',
    duration_ms bigint comment 'Length in milliseconds',
    url varchar comment 'Page at Spotify',
    popularity integer comment '0 to 100, null where Spotify gives none',
    explicit boolean comment 'Whether the lyrics are',
    isrc varchar comment 'International Standard Recording Code',
    song_added timestamp_ntz comment 'Earliest time at which any playlist had it, UTC',
    album_id varchar comment 'Id of the album at Spotify',
    artist_id varchar comment 'Id of the artist at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it'
)
comment = 'Rows of tbl_songs that came by the stream, until their publication is merged'
