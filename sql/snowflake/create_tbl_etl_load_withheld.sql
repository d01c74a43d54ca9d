-- Generated from the table model; CONTRIBUTING.md says how.
-- Columns that no row of a loaded snapshot told: Spotify left the fields out, which is not the same as null. A second run changes nothing.
create table if not exists etl_load_withheld (
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    playlist_id varchar comment 'Playlist whose rows they are; empty where the column is of no playlist',
    table_name varchar comment 'Label of the table: album, artists, songs, song_artists, playlist or playlist_items',
    column_name varchar comment 'Column that was withheld'
)
comment = 'Columns that no row of a loaded snapshot told: Spotify left the fields out, which is not the same as null'
