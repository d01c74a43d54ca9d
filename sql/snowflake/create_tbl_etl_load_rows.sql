-- Generated from the table model; CONTRIBUTING.md says how.
-- How many rows of each table a loaded snapshot held. A second run changes nothing.
create table if not exists etl_load_rows (
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    table_name varchar comment 'Label of the table: album, artists, songs, song_artists, playlist or playlist_items',
    row_count bigint comment 'Rows in its CSV file'
)
comment = 'How many rows of each table a loaded snapshot held'
