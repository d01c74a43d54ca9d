-- Generated from the table model; CONTRIBUTING.md says how.
-- Rows of tbl_playlist that came by the stream, until their publication is merged. A second run changes nothing.
create table if not exists landing_stream_playlist (
    publication varchar comment 'Publication that the row came with',
    playlist_id varchar comment 'Id of the playlist at Spotify',
    playlist_name varchar comment 'Name, as Spotify gives it',
    owner_id varchar comment 'Owner, hashed unless lake.user-ids is keep',
    snapshot_id varchar comment 'Version of the playlist at Spotify',
    total_items integer comment 'Number of items that Spotify tells',
    url varchar comment 'Page at Spotify',
    items_extracted_at timestamp_ntz comment 'Time of the newest snapshot of its current content, tbl_playlist_content; null where it has none',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it'
)
comment = 'Rows of tbl_playlist that came by the stream, until their publication is merged'
