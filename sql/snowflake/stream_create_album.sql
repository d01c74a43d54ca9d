-- Generated from the table model; CONTRIBUTING.md says how.
-- Rows of tbl_album that came by the stream, until their publication is merged. A second run changes nothing.
create table if not exists landing_stream_album (
    publication varchar comment 'Publication that the row came with',
    album_id varchar comment 'Id of the album at Spotify',
    album_name varchar comment 'Name, as Spotify gives it',
    release_date date comment 'Day of release; the first of the month or year where the precision says so',
    release_date_precision varchar comment 'year, month or day',
    total_tracks integer comment 'Number of tracks',
    url varchar comment 'Page at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it'
)
comment = 'Rows of tbl_album that came by the stream, until their publication is merged'
