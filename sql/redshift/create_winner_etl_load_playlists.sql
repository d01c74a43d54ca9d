-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that etl_load_playlists is to have stands before it is merged. A second run fails: a session begins by dropping it.
create temporary table winner_etl_load_playlists (
    "snapshot" varchar(65535),
    playlist_id varchar(65535),
    playlist_name varchar(65535),
    first_position bigint,
    entries bigint,
    total bigint,
    last_position bigint,
    whole boolean,
    missing bigint,
    items_removed_at timestamp
)
