-- Generated from the table model; CONTRIBUTING.md says how.
-- The playlists that a loaded snapshot held; an object of another program may hold several. A second run changes nothing.
create table if not exists etl_load_playlists (
    "snapshot" varchar(65535) not null,
    playlist_id varchar(65535) not null,
    playlist_name varchar(65535),
    first_position bigint,
    entries bigint,
    total bigint,
    last_position bigint,
    whole boolean,
    missing bigint,
    items_removed_at timestamp
)
