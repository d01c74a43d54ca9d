-- Generated from the table model; CONTRIBUTING.md says how.
-- Which positions of the current content of a playlist come from which snapshot; one row where it was read whole. A second run changes nothing.
create table if not exists tbl_playlist_content (
    playlist_id varchar comment 'Id of the playlist at Spotify',
    snapshot varchar comment 'Snapshot whose items they are; etl_load tells more of it',
    first_position bigint comment 'First of these positions, from 0',
    last_position bigint comment 'Last of these positions; null where the snapshot is the whole content',
    extracted_at timestamp_ntz comment 'When the read of that snapshot began, UTC'
)
comment = 'Which positions of the current content of a playlist come from which snapshot; one row where it was read whole'
