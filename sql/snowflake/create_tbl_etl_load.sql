-- Generated from the table model; CONTRIBUTING.md says how.
-- The ledger: one row a snapshot that was loaded, with what it held. A second run changes nothing.
create table if not exists etl_load (
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    raw_key varchar comment 'Raw object in the lake',
    raw_sha256 varchar comment 'SHA-256 of its bytes, hexadecimal',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    run_id varchar comment 'Run that did it',
    loaded_at timestamp_ntz comment 'When it was loaded, UTC',
    consistent boolean comment 'Whether the playlist stood still while it was read',
    album_rows bigint comment 'Rows in the snapshot of tbl_album',
    artists_rows bigint comment 'Rows in the snapshot of tbl_artists',
    songs_rows bigint comment 'Rows in the snapshot of tbl_songs',
    song_artists_rows bigint comment 'Rows in the snapshot of tbl_song_artists',
    playlist_rows bigint comment 'Rows in the snapshot of tbl_playlist',
    playlist_items_rows bigint comment 'Rows in the snapshot of tbl_playlist_items',
    seen bigint comment 'Entries in the raw object',
    skipped_null_item bigint comment 'Entries skipped: null_item',
    skipped_local_file bigint comment 'Entries skipped: local_file',
    skipped_episode bigint comment 'Entries skipped: episode',
    skipped_no_id bigint comment 'Entries skipped: no_id',
    rejected bigint comment 'Entries whose values do not fit',
    transform_version integer comment 'Version of the transform that made the rows'
)
comment = 'The ledger: one row a snapshot that was loaded, with what it held'
