-- Generated from the table model; CONTRIBUTING.md says how.
-- One row a playlist: its newest form, and of when its current content is. A second run changes nothing.
create table if not exists tbl_playlist (
    playlist_id varchar comment 'Id of the playlist at Spotify',
    playlist_name varchar comment 'Name, as Spotify gives it',
    owner_id varchar comment 'Owner, hashed unless lake.user-ids is keep',
    snapshot_id varchar comment 'Version of the playlist at Spotify',
    total_items integer comment 'Number of items that Spotify tells',
    url varchar comment 'Page at Spotify',
    items_extracted_at timestamp_ntz comment 'Time of the newest snapshot of its current content, tbl_playlist_content; null where it has none',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    told_by varchar comment 'Null where all columns come from that snapshot; else its name and, for each column that a snapshot can leave out, nothing, a hyphen where no snapshot told it, or time and name of the one that did'
)
comment = 'One row a playlist: its newest form, and of when its current content is'
