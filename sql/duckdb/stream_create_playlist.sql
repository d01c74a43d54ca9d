-- Generated from the table model; CONTRIBUTING.md says how.
-- Rows of tbl_playlist that came by the stream, until their publication is merged. A second run changes nothing.
create table if not exists landing_stream_playlist (
    publication varchar,
    playlist_id varchar,
    playlist_name varchar,
    owner_id varchar,
    snapshot_id varchar,
    total_items integer,
    url varchar,
    items_extracted_at timestamp,
    extracted_at timestamp,
    snapshot varchar
)
