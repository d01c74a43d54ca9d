-- Generated from the table model; CONTRIBUTING.md says how.
-- Rows of tbl_artists that came by the stream, until their publication is merged. A second run changes nothing.
create table if not exists landing_stream_artists (
    publication varchar comment 'Publication that the row came with',
    artist_id varchar comment 'Id of the artist at Spotify',
    artist_name varchar comment 'Name, as Spotify gives it',
    url varchar comment 'Page at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it'
)
comment = 'Rows of tbl_artists that came by the stream, until their publication is merged'
