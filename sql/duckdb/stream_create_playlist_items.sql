-- Generated from the table model; CONTRIBUTING.md says how.
-- Rows of tbl_playlist_items that came by the stream, until their publication is merged. A second run changes nothing.
create table if not exists landing_stream_playlist_items (
    publication varchar,
    playlist_id varchar,
    position integer,
    song_id varchar,
    added_at timestamp,
    added_by varchar,
    popularity integer,
    extracted_at timestamp,
    snapshot varchar
)
