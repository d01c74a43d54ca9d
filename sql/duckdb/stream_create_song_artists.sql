-- Generated from the table model; CONTRIBUTING.md says how.
-- Rows of tbl_song_artists that came by the stream, until their publication is merged. A second run changes nothing.
create table if not exists landing_stream_song_artists (
    publication varchar,
    song_id varchar,
    position integer,
    artist_id varchar,
    extracted_at timestamp,
    snapshot varchar
)
