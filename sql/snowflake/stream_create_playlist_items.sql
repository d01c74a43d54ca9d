-- Generated from the table model; CONTRIBUTING.md says how.
-- Rows of tbl_playlist_items that came by the stream, until their publication is merged. A second run changes nothing.
create table if not exists landing_stream_playlist_items (
    publication varchar comment 'Publication that the row came with',
    playlist_id varchar comment 'Id of the playlist at Spotify',
    position integer comment 'Place, from 0',
    song_id varchar comment 'Id of the track at Spotify',
    added_at timestamp_ntz comment 'When the item was added, UTC',
    added_by varchar comment 'Who added it, hashed unless lake.user-ids is keep',
    popularity integer comment '0 to 100, null where Spotify gives none',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it'
)
comment = 'Rows of tbl_playlist_items that came by the stream, until their publication is merged'
