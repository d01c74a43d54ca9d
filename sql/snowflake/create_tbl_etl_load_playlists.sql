-- Generated from the table model; CONTRIBUTING.md says how.
-- The playlists that a loaded snapshot held; an object of another program may hold several. A second run changes nothing.
create table if not exists etl_load_playlists (
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    playlist_id varchar comment 'Id of the playlist at Spotify',
    playlist_name varchar comment 'Name, as Spotify gives it',
    first_position bigint comment 'Position of its first entry; null where it has none or nobody noted it',
    entries bigint comment 'Its entries of all kinds; null where nobody noted it',
    total bigint comment 'Number of items that Spotify tells',
    last_position bigint comment 'Position of its last entry; null where it has none or nobody noted it',
    whole boolean comment 'Whether this is all of the playlist and not a part; null where nobody noted it, which counts as yes',
    missing bigint comment 'Places of a whole read that Spotify told of and gave no entry for',
    items_removed_at timestamp_ntz comment 'When its items were removed as warehouse.history-days says, UTC; null where they are there'
)
comment = 'The playlists that a loaded snapshot held; an object of another program may hold several'
